using System.Net;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The line of a request, by the rules of the standard (LDV-01 to LDV-10, LDV-13 to LDV-16).</summary>
public sealed class RequestLineTests : IAsyncLifetime
{
    private const string Remote = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private LoggedComponent _component = null!;

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(DossiersApi.Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Fact]
    public async Task Each_request_is_a_line_in_a_trace_of_its_own()
    {
        await CreateAsync();
        await CreateAsync();

        var lines = await _component.LinesAsync();
        Assert.Equal(2, lines.Count);
        Assert.Equal(2, lines.Select(line => line.Line.TraceId).Distinct().Count());
        Assert.All(lines, line => Assert.Equal((DossiersApi.ActivityUri, "Maak een dossier", "Ok"), (line.Activity, line.Line.Name, line.Line.Status)));
        Assert.All(lines, line => Assert.True(line.Line.StartTime <= line.Line.EndTime && line.Line.StartTime == line.Entry.At));
        Assert.All(lines, line => Assert.Equal(LoggedComponent.Tenant.ToString(), line.Entry.Owner));
    }

    [Fact]
    public async Task A_name_is_that_of_the_operation_or_its_route()
    {
        using var answer = await _component.GetAsync($"/v1/dossiers/{Guid.NewGuid()}");

        Assert.Equal("GET /v1/dossiers/{id}", Assert.Single(await _component.LinesAsync()).Line.Name);
    }

    [Fact]
    public async Task The_trace_of_a_caller_goes_on_whatever_its_flag_says()
    {
        using var answer = await _component.GetAsync(await CreateAsync(), $"traceparent: {Remote}");

        var line = (await _component.LinesAsync())[^1].Line;
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (line.TraceId, line.ParentSpanId));
        Assert.NotEqual("b7ad6b7169203331", line.SpanId);
    }

    [Theory]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("onzin")]
    [InlineData("")]
    public async Task A_malformed_trace_begins_a_new_one(string traceParent)
    {
        using var answer = await _component.GetAsync(await CreateAsync(), $"traceparent: {traceParent}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var line = (await _component.LinesAsync())[^1].Line;
        Assert.Null(line.ParentSpanId);
        Assert.Matches("^(?!0{32})[0-9a-f]{32}$", line.TraceId);
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", line.TraceId);
    }

    [Fact]
    public async Task Of_a_transaction_between_organizations_the_trace_goes_on_without_a_parent()
    {
        var transaction = Guid.CreateVersion7();

        using var answer = await _component.GetAsync(await CreateAsync(), $"Fsc-Transaction-Id: {transaction:D}");

        var line = (await _component.LinesAsync())[^1].Line;
        Assert.Equal(($"{transaction:N}", null), (line.TraceId, line.ParentSpanId));
    }

    [Theory]
    [InlineData("GET", "/v1/dossiers/019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21", 404, "Unset")]
    [InlineData("DELETE", "/v1/dossiers/019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21", 403, "Unset")]
    [InlineData("GET", "/v1/dossiers?onzin=1", 400, "Unset")]
    [InlineData("GET", "/v1/dossiers", 200, "Ok")]
    [InlineData("GET", "/v1/dossiers/fout", 500, "Error")]
    public async Task The_status_is_an_error_for_faults_of_the_component_only(string method, string path, int code, string status)
    {
        using var answer = await _component.SendAsync(new HttpMethod(method), path);

        Assert.Equal(code, (int)answer.StatusCode);
        Assert.Equal(status, Assert.Single(await _component.LinesAsync()).Line.Status);
    }

    [Fact]
    public async Task A_refusal_of_the_domain_is_no_success()
    {
        var path = await CreateAsync();

        using var answer = await _component.SendAsync(HttpMethod.Put, path, Persons.Json(Persons.One).Replace("Jansen", "gesloten"), "If-Match: *");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var line = (await _component.LinesAsync())[^1];
        Assert.Equal("Unset", line.Line.Status);
        Assert.NotNull(line.Subject);
    }

    [Fact]
    public async Task A_request_without_a_token_is_no_processing()
    {
        using var http = new HttpClient { BaseAddress = _component.Http.BaseAddress };
        using var answer = await http.GetAsync("/v1/dossiers", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await _component.LinesAsync());
    }

    [Fact]
    public async Task Each_of_several_persons_has_a_line_beneath_that_of_the_request()
    {
        await CreateAsync(Persons.One, Persons.Two, Persons.One);

        var lines = await _component.LinesAsync();
        Assert.Equal(3, lines.Count);
        Assert.Equal([null, SubjectOf(Persons.One), SubjectOf(Persons.Two)], lines.Select(line => line.Subject));
        Assert.Equal(3, lines.Select(line => line.Line.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task A_search_is_about_whom_it_asks_for_also_where_it_finds_nothing()
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers/_zoek", $$"""{"bsn":"{{Persons.Two.Reveal()}}"}""");

        Assert.Equal(SubjectOf(Persons.Two), Assert.Single(await _component.LinesAsync()).Subject);
    }

    [Fact]
    public async Task Ten_thousand_persons_in_one_answer_are_ten_thousand_lines()
    {
        var (tenant, documents) = (LoggedComponent.Tenant, _component.App.Services.GetRequiredService<IDocuments>());
        foreach (var part in Persons.Many(10_000).Chunk(100))
        {
            var dossier = new Dossier { Naam = "groot", Betrokkenen = [.. part.Select(bsn => new Betrokkene(bsn))] };
            await _component.App.Services.GetRequiredService<Platform.Logging.IProcessing>().RunAsync(
                tenant, DossiersApi.Activity, "vullen",
                token => documents.ChangeAsync(tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, dossier)), token),
                TestContext.Current.CancellationToken);
        }

        var before = (await _component.LinesAsync()).Count;

        using var answer = await _component.GetAsync("/v1/dossiers?limit=100");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = (await _component.LinesAsync()).Skip(before).ToList();
        Assert.Equal(10_001, lines.Count);
        Assert.Equal(10_000, lines.Skip(1).Select(line => line.Subject).Distinct().Count());
        Assert.All(lines.Skip(1), line => Assert.Equal(lines[0].Line.SpanId, line.Line.ParentSpanId));
    }

    [Fact]
    public async Task A_change_about_more_persons_than_an_entry_holds_is_too_large()
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.Many(2_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("Unset", (await _component.LinesAsync())[0].Line.Status);
        Assert.DoesNotContain(_component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_names_nobody_who_works_here_and_has_no_attribute_of_its_own()
    {
        await CreateAsync();

        var line = Assert.Single(await _component.LinesAsync()).Line;
        Assert.Equal(
            [LineAttributes.Subject, LineAttributes.SubjectType, LineAttributes.Processor, LineAttributes.Activity],
            line.Attributes.Keys.Order(StringComparer.Ordinal));
        Assert.All(line.Attributes.Values.Append(line.Name), value => Assert.DoesNotContain("jansen", value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_change_takes_its_line_along_and_a_read_costs_one_commit()
    {
        var path = await CreateAsync();
        var commits = 0;
        _component.Store.OnTransact = operations =>
        {
            commits += operations.HaveLinesOf(LoggedComponent.Tenant) ? 1 : 0;
            return Fault.None;
        };

        await CreateAsync();
        Assert.Equal(1, commits);

        using var answer = await _component.GetAsync(path);
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task A_stored_answer_is_about_the_same_persons_each_time()
    {
        const string Key = "Idempotency-Key: zelfde";
        using var first = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One), Key);
        using var second = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One), Key);

        Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        var lines = await _component.LinesAsync();
        Assert.Equal(2, lines.Count);
        Assert.Single(lines.Select(line => line.Subject).Distinct());
        Assert.NotNull(lines[1].Subject);
    }

    [Fact]
    public async Task After_an_unknown_outcome_the_line_of_the_failure_has_a_span_of_its_own()
    {
        _component.Store.FailNext(Fault.Silent, operations => operations.Any(operation => operation.Key.Contains("/dossiers/", StringComparison.Ordinal)));

        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var lines = await _component.LinesAsync();
        Assert.Equal(lines.Count, lines.Select(line => line.Line.SpanId).Distinct().Count());
        Assert.Single(lines.Select(line => line.Line.TraceId).Distinct());
    }

    private string SubjectOf(Bsn person) => _component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, person);

    private async Task<string> CreateAsync(params Bsn[] persons)
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(persons.Length == 0 ? [Persons.One] : persons));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
