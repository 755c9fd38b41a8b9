using System.Globalization;
using System.Net;
using System.Text.Json;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Search;

/// <summary>Who used a person's data, what for and when: <c>POST /v1/verwerkingen/_zoek</c>.</summary>
public sealed class VerwerkingenTests : IAsyncLifetime
{
    private const string Path = "/v1/verwerkingen/_zoek";

    private LoggedComponent _component = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(DossiersApi.Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_done_with_the_data_of_a_person_is_told_and_of_others_nothing(bool fold)
    {
        await CreateAsync(Persons.One);
        await CreateAsync(Persons.Two);
        if (fold)
        {
            await FoldAsync();
        }

        var (items, text) = await SearchAsync(Persons.One);

        var item = Assert.Single(items);
        var line = (await _component.LinesAsync())[0].Line;
        Assert.Equal(
            ("Maak een dossier", "Ok", DossiersApi.ActivityUri, "Aanvragen behandelen", line.TraceId, line.SpanId),
            (Text(item, "naam"), Text(item, "status"), Text(item, "verwerkingsactiviteit"), Text(item, "naamVerwerkingsactiviteit"), Text(item, "traceId"), Text(item, "spanId")));
        Assert.Equal($"urn:commonground:client:{LoggedComponent.Client}", Text(item, "aanroependeApplicatie"));
        Assert.Equal(line.StartTime, DateTimeOffset.Parse(Text(item, "tijdstipBegin")!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        Assert.Equal(line.EndTime, DateTimeOffset.Parse(Text(item, "tijdstipEinde")!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        // Neither the number nor what stands for it.
        Assert.DoesNotContain(Persons.One.Reveal(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(line.Attributes[LineAttributes.Subject], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_is_a_use_of_data_itself_and_the_next_one_finds_it()
    {
        Assert.Empty((await SearchAsync(Persons.One)).Items);

        var line = Assert.Single(await _component.LinesAsync());
        Assert.Equal("https://register.example.nl/verwerkingsactiviteiten/inzage-verwerkingen/versies/1", line.Activity);
        Assert.Equal(line.Entry.Subject, line.Subject);
        var found = Assert.Single((await SearchAsync(Persons.One)).Items);
        Assert.Equal(line.Line.SpanId, Text(found, "spanId"));
        Assert.Equal("Inzage in verwerkingen", Text(found, "naamVerwerkingsactiviteit"));
        Assert.StartsWith("Zoek de verwerkingen van iemands gegevens", Text(found, "naam"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Paging_comes_to_an_end_although_each_page_leaves_a_line(int limit)
    {
        for (var i = 0; i < 7; i++)
        {
            await CreateAsync(Persons.One);
        }

        var before = (await _component.LinesAsync()).Select(line => line.Line.SpanId).ToList();
        var seen = new List<string?>();
        for (var address = $"{Path}?limit={limit.ToString(CultureInfo.InvariantCulture)}"; address is not null;)
        {
            using var answer = await PostAsync(Body(Persons.One), address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            seen.AddRange((await ItemsAsync(answer)).Items.Select(item => Text(item, "spanId")));
            Assert.True(seen.Count <= before.Count);
            address = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1].Split("/v1")[^1] is var rest ? "/v1" + rest : null : null;
        }

        Assert.Equal(before, seen.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Lines_of_another_tenant_are_not_found()
    {
        var other = Oin.Parse("00000003876543210000");
        await CommitAsync(other, Persons.One, Persons.One);
        await CommitAsync(LoggedComponent.Tenant, Persons.One, Persons.One);

        Assert.Single((await SearchAsync(Persons.One)).Items);
    }

    [Fact]
    public async Task A_line_that_the_index_has_under_another_person_is_not_shown()
    {
        await CommitAsync(LoggedComponent.Tenant, Persons.One, Persons.Two);

        using var answer = await PostAsync(Body(Persons.One));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotEmpty(_component.Log.Errors);
    }

    [Fact]
    public async Task An_answer_from_which_a_line_is_gone_does_not_pass_for_complete()
    {
        await CreateAsync(Persons.One);
        await CreateAsync(Persons.One);
        await FoldAsync();
        var log = Assert.Single((await _component.App.Services.GetRequiredService<Registrar>().ReadAsync(Cancel)).Logs).Id;
        var first = Enumerable.Range(0, 10).Select(number => StateKeys.Entry(log, number))
            .First(key => Entry.Read(_component.Store.Dump()[key]).Lines.Any(line => line.Subject is not null));
        _component.Store.Remove(first);

        using var answer = await PostAsync(Body(Persons.One));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotEmpty(_component.Log.Errors);
    }

    [Fact]
    public async Task Days_bound_what_is_found()
    {
        await CreateAsync(Persons.One);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        Assert.Empty((await SearchAsync(Persons.One, null, today.AddDays(-2))).Items);
        Assert.NotEmpty((await SearchAsync(Persons.One, today.AddDays(-1), today.AddDays(1))).Items);
        Assert.Empty((await SearchAsync(Persons.One, today.AddDays(2), null)).Items);
    }

    [Theory]
    [InlineData("""{"burgerservicenummer":"999993654"}""", "/burgerservicenummer")]
    [InlineData("""{}""", "/burgerservicenummer")]
    [InlineData("""{"burgerservicenummer":"999993653","vanaf":"2026-02-30"}""", "/vanaf")]
    [InlineData("""{"burgerservicenummer":"999993653","vanaf":"2026-03-02","tot":"2026-03-01"}""", "/tot")]
    [InlineData("""{"burgerservicenummer":"999993653","naam":"Jansen"}""", "/naam")]
    public async Task Invalid_input_is_refused_where_it_is_wrong(string body, string where)
    {
        using var answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(where, text, StringComparison.Ordinal);
        Assert.DoesNotContain("99999365", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_a_scope_of_its_own()
    {
        var endpoint = Assert.Single(
            _component.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(), e => $"/{e.RoutePattern.RawText!.TrimStart('/')}" == Path);

        Assert.Equal("verwerkingen.lezen", Assert.Single(endpoint.Metadata.GetOrderedMetadata<RequiredScope>()).Scope);
    }

    private static string Body(Bsn person, DateOnly? first = null, DateOnly? last = null) =>
        $$"""{"burgerservicenummer":"{{person.Reveal()}}"{{Day("vanaf", first)}}{{Day("tot", last)}}}""";

    private static string Day(string name, DateOnly? day) => day is { } given ? $",\"{name}\":\"{given:yyyy-MM-dd}\"" : "";

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<(List<JsonElement> Items, string Text)> ItemsAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        using var json = JsonDocument.Parse(text);
        return ([.. json.RootElement.EnumerateArray().Select(item => item.Clone())], text);
    }

    private Task<HttpResponseMessage> PostAsync(string body, string path = Path) => _component.SendAsync(HttpMethod.Post, path, body);

    private async Task<(List<JsonElement> Items, string Text)> SearchAsync(Bsn person, DateOnly? first = null, DateOnly? last = null)
    {
        using var answer = await PostAsync(Body(person, first, last));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return await ItemsAsync(answer);
    }

    private async Task CreateAsync(Bsn person)
    {
        using var answer = await _component.SendAsync(
            HttpMethod.Post, "/v1/dossiers", $$"""{"naam":"Jansen","hoofdpersoon":"{{person.Reveal()}}"}""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private async Task FoldAsync() => Assert.True(await _component.App.Services.GetRequiredService<IndexLoop>().TryCatchUpAsync(Cancel));

    // A line as a request would leave it; the index may have it under another person than it says.
    private async Task CommitAsync(Oin tenant, Bsn under, Bsn said)
    {
        var services = _component.App.Services;
        var (pseudonyms, number) = (services.GetRequiredService<SubjectPseudonyms>(), services.GetRequiredService<ITenantKeys>().Current);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var line = new ProcessingLine(new string('a', 32), new string('b', 16), "Bekijk", "Ok", now, now, new Dictionary<string, string>
        {
            [LineAttributes.Activity] = DossiersApi.ActivityUri,
            [LineAttributes.Subject] = pseudonyms.Of(tenant, number, said),
            [LineAttributes.SubjectType] = SubjectPseudonyms.Type,
        });
        var entry = services.GetRequiredService<LineSeal>().Seal(tenant, line, pseudonyms.Of(tenant, number, under));
        await services.GetRequiredService<LineCommits>().CommitAsync(tenant, number, [entry], Cancel);
    }
}
