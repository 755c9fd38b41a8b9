using System.Net;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Aanvragen;

/// <summary>Two who change the same: one of them hears that it came too late.</summary>
public sealed class ConcurrencyTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private readonly AanvragenClient _aanvragen = AanvragenClient.Of(component);

    [Fact]
    public async Task Of_two_writers_on_one_version_one_wins()
    {
        var (location, etag) = await _aanvragen.CreatedAsync();

        var answers = await Task.WhenAll(
            _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer("De een"), etag),
            _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer("De ander"), etag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_write_without_a_version_is_refused()
    {
        var (location, _) = await _aanvragen.CreatedAsync();

        using var answer = await _aanvragen.ReplaceAsync(location, AanvragenClient.Invoer(), ifMatch: null);

        await answer.ProblemAsync(428);
    }

    [Fact]
    public async Task One_key_sent_twice_at_once_makes_one_aanvraag()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _aanvragen.CreateAsync(AanvragenClient.Invoer(), "tegelijk")));

        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
    }
}
