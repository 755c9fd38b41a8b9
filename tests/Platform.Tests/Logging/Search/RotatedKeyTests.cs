using System.Net;
using System.Text.Json;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Search;

/// <summary>Lines under an earlier key are found with those under the present one, and a pseudonym says nothing elsewhere (LDV-16, commit-log 15).</summary>
public sealed class RotatedKeyTests
{
    [Fact]
    public async Task A_person_is_found_under_every_number_that_is_in_use()
    {
        var keys = new TenantKeys();
        keys.Use(Ring(1));
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, builder => builder.Services.AddSingleton<ITenantKeys>(keys));
        await CreateAsync(component);
        keys.Use(Ring(1, 2));
        await CreateAsync(component);

        Assert.Equal(["1/", "2/"], (await component.LinesAsync()).Select(line => line.Subject![..2]));
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek", $$"""{"burgerservicenummer":"{{Persons.One.Reveal()}}"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, found.RootElement.GetArrayLength());
    }

    [Fact]
    public void The_same_person_is_another_pseudonym_for_each_tenant_and_number()
    {
        var pseudonyms = new SubjectPseudonyms(Ring(1, 2));
        var (one, two) = (LoggedComponent.Tenant, Oin.Parse("00000003876543210000"));

        string[] all = [pseudonyms.Of(one, 1, Persons.One), pseudonyms.Of(one, 2, Persons.One), pseudonyms.Of(two, 1, Persons.One), pseudonyms.Of(one, 1, Persons.Two)];

        Assert.Equal(4, all.Select(pseudonym => pseudonym[2..]).Distinct().Count());
        Assert.Equal(all[0], pseudonyms.Of(one, 1, Persons.One));
    }

    private static KeyRing Ring(params int[] numbers) =>
        new(numbers.ToDictionary(n => $"{n}", n => Convert.ToBase64String(Enumerable.Repeat((byte)n, 32).ToArray())));

    private static async Task CreateAsync(LoggedComponent component)
    {
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
