using System.Net;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>What one organization stores, no other sees.</summary>
public sealed class TenantTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _own = AanvragenClient.Of(component);
    private readonly AanvragenClient _other = AanvragenClient.Of(component, ComponentFixture.AndereGemeente);

    [Fact]
    public async Task Another_organization_does_not_read_it()
    {
        var (location, etag) = await _own.CreatedAsync();

        using var read = await _other.GetAsync(location);
        using var deleted = await _other.DeleteAsync(location, etag);

        await read.ProblemAsync(404);
        await deleted.ProblemAsync(404);
    }

    [Fact]
    public async Task Another_organization_does_not_list_or_find_it()
    {
        await _own.CreatedAsync(bsn: "999991073");

        using var listed = await _other.ListAsync();
        using var found = await _other.SearchAsync("999991073");

        Assert.Empty(await listed.PageAsync());
        Assert.Empty(await found.PageAsync());
    }

    [Fact]
    public async Task A_component_for_one_organization_serves_it_whatever_the_token_says()
    {
        await using var single = new ComponentFixture { SingleTenant = true };
        var (location, _) = await AanvragenClient.Of(single).CreatedAsync();

        using var read = await AanvragenClient.Of(single, ComponentFixture.AndereGemeente).GetAsync(location);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
