using System.Net;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The published .NET example of the Logboek Dataverwerkingen has eight known faults. None of them holds here.</summary>
public sealed class ExampleFaultTests : IAsyncLifetime
{
    private LoggedComponent _component = null!;

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(DossiersApi.Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Fact]
    public async Task A_where_lines_cannot_be_made_durable_there_is_no_answer_and_it_says_so()
    {
        var path = await CreateAsync();
        _component.Store.OnTransact = _ => Fault.NotLanded;

        using var answer = await _component.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("kon niet worden vastgelegd in het logboek", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jansen", text, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task B_a_person_is_a_pseudonym_in_the_line_and_beside_it()
    {
        await CreateAsync();

        var logged = Assert.Single(await _component.LinesAsync());
        Assert.Matches("^1/[A-Za-z0-9_-]{43}$", logged.Subject);
        Assert.Equal(logged.Subject, logged.Entry.Subject);
        Assert.Equal("BSN", logged.Attribute(LineAttributes.SubjectType));
        Assert.DoesNotContain(_component.Store.Dump(), item => $"{item.Key} {item.Value}".Contains(Persons.One.Reveal(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task C_the_line_of_the_request_itself_has_the_person()
    {
        using var answer = await _component.GetAsync(await CreateAsync());

        var line = (await _component.LinesAsync())[^1];
        Assert.Null(line.Line.ParentSpanId);
        Assert.NotNull(line.Subject);
    }

    [Fact]
    public async Task D_every_parent_of_a_line_is_a_line_or_the_caller()
    {
        await CreateAsync(Persons.One, Persons.Two, Persons.Three);

        var lines = (await _component.LinesAsync()).Select(line => line.Line).ToList();
        var own = Assert.Single(lines, line => line.ParentSpanId is null);
        Assert.All(lines.Where(line => line != own), child => Assert.Equal((own.SpanId, own.TraceId), (child.ParentSpanId, child.TraceId)));
    }

    [Fact]
    public async Task E_refused_input_is_no_success()
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", "{}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Unset", Assert.Single(await _component.LinesAsync()).Line.Status);
    }

    [Fact]
    public async Task F_an_exception_is_in_the_line_without_what_it_may_quote()
    {
        using var answer = await _component.GetAsync("/v1/dossiers/fout");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var logged = Assert.Single(await _component.LinesAsync());
        Assert.Equal(("Error", typeof(FormatException).FullName), (logged.Line.Status, logged.Attribute(LineAttributes.ExceptionType)));
        Assert.Equal(SpanAttributes.NoMessage, logged.Attribute(LineAttributes.ExceptionMessage));
        Assert.Contains(nameof(DossiersApi), logged.Attribute(LineAttributes.ExceptionStack), StringComparison.Ordinal);
        Assert.All(logged.Line.Attributes.Values, value => Assert.DoesNotContain(Persons.One.Reveal(), value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task G_the_calling_application_is_in_the_line()
    {
        await CreateAsync();

        Assert.Equal($"urn:commonground:client:{LoggedComponent.Client}", Assert.Single(await _component.LinesAsync()).Processor);
    }

    [Fact]
    public void H_without_a_listener_there_is_a_line_all_the_same()
    {
        var source = new ProcessingSource();
        source.Dispose();

        var line = SpanLine.Of(source.Start("Toon een dossier", default, DateTimeOffset.UnixEpoch));

        Assert.Equal(("Toon een dossier", 32, 16), (line.Name, line.TraceId.Length, line.SpanId.Length));
    }

    private async Task<string> CreateAsync(params Bsn[] persons)
    {
        using var answer = await _component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(persons.Length == 0 ? [Persons.One] : persons));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
