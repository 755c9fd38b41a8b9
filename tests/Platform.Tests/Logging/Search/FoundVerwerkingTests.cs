using System.Net;
using System.Text.Json;
using CommonGround.Platform.Api.Verwerkingen;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Logging.Audit;

namespace CommonGround.Platform.Tests.Logging.Search;

/// <summary>What the answer says of a line, and what the question itself leaves in the security log.</summary>
public sealed class FoundVerwerkingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_names_the_whole_that_it_belongs_to_and_a_refusal_is_one()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        using var made = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One, Persons.Two));
        var closed = Persons.Json(Persons.One).Replace("Jansen", "gesloten", StringComparison.Ordinal);
        using var refused = await component.SendAsync(HttpMethod.Put, made.Headers.Location!.OriginalString, closed, "If-Match: *");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        var items = await SearchAsync(component, Persons.One);

        var whole = (await component.LinesAsync())[0].Line;
        Assert.Equal(["Unset", "Ok"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.Equal(whole.SpanId, items[1].GetProperty("bovenliggendeSpanId").GetString());
        Assert.Equal(whole.TraceId, items[1].GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task The_question_is_in_the_security_log_and_not_whom_it_was_about()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        await SearchAsync(component, Persons.One);

        var (owner, line) = Assert.Single(await component.App.Services.AuditLinesAsync(), line => line.Line.Action.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal(LoggedComponent.Tenant, owner);
        Assert.Equal(("POST /v1/verwerkingen/_zoek", "/v1/verwerkingen/_zoek", "200"), (line.Action, line.Object, line.Result));
        Assert.DoesNotContain(Persons.One.Reveal(), line.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DossiersApi.ActivityUri, "Aanvragen behandelen")]
    [InlineData("https://register.example.nl/verwerkingsactiviteiten/aanvraag-behandelen/versies/99", null)]
    public void A_version_that_is_not_known_has_no_name(string activity, string? name)
    {
        var line = new ProcessingLine(
            new string('a', 32), new string('b', 16), "Bekijk", "Ok", 0, 0, new Dictionary<string, string> { [LineAttributes.Activity] = activity });

        Assert.Equal(name, Verwerking.Van(line, new ProcessingActivities(new ProcessingOptions())).NaamVerwerkingsactiviteit);
    }

    private static async Task<List<JsonElement>> SearchAsync(LoggedComponent component, Bsn person)
    {
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek", $$"""{"burgerservicenummer":"{{person.Reveal()}}"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return [.. json.RootElement.EnumerateArray().Select(item => item.Clone())];
    }
}
