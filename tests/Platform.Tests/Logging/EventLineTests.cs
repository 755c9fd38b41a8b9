using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.Logging.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The line of an event: what came of it, about whom, and whose trace it continues (LDV-03, LDV-05, LDV-07, LDV-09).</summary>
public sealed class EventLineTests
{
    // As ReceivingComponent.Event has it.
    private const string RemoteTrace = "7584100f8097c88a7c312a6331bcdc86";
    private const string RemoteSpan = "b894d853824d9657";

    private static readonly JsonObject s_one = Data(Persons.One.Reveal());

    private Func<EventAnswer> _answer = () => EventAnswer.Success;

    [Fact]
    public async Task A_handled_event_is_a_line_beneath_its_publishers_in_the_commit_of_its_handler()
    {
        await using var component = await StartAsync();

        Assert.Equal("SUCCESS", await DeliverAsync(component, "een"));

        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal(
            (DossiersApi.ActivityUri, $"Gebeurtenis {ReceivingComponent.Closed}", "Ok", ReceivingComponent.Source),
            (line.Activity, line.Line.Name, line.Line.Status, line.Processor));
        Assert.Equal((RemoteTrace, RemoteSpan), (line.Line.TraceId, line.Line.ParentSpanId));
        Assert.NotEqual(RemoteSpan, line.Line.SpanId);
        Assert.Equal(SubjectOf(component), line.Subject);
        Assert.Equal(LoggedComponent.Tenant.ToString(), line.Entry.Owner);
        Assert.Equal("handled", await AuditedAsync(component));
    }

    [Fact]
    public async Task A_repetition_is_no_second_line()
    {
        await using var component = await StartAsync();

        await DeliverAsync(component, "een");
        Assert.Equal("SUCCESS", await DeliverAsync(component, "een"));

        Assert.Single(await component.LinesAsync());
    }

    [Theory]
    [InlineData(true, "DROP")]
    [InlineData(false, "RETRY")]
    public async Task What_its_handler_refuses_is_no_success_and_no_fault(bool drops, string status)
    {
        await using var component = await StartAsync();
        _answer = () => drops ? EventAnswer.Drop("van mevrouw Moulin") : EventAnswer.Retry("van mevrouw Moulin");

        Assert.Equal(status, await DeliverAsync(component, "een"));

        // What it used until then was used.
        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal(("Unset", RemoteSpan, SubjectOf(component)), (line.Line.Status, line.Line.ParentSpanId, line.Subject));
        Assert.Null(line.Attribute(LineAttributes.ExceptionType));
        Assert.Equal("refused", await AuditedAsync(component));
        Assert.DoesNotContain(component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_fails_is_an_error_and_the_next_try_has_a_line_of_its_own()
    {
        await using var component = await StartAsync();
        _answer = () => throw new FormatException($"Wat is {Persons.One.Reveal()}?");
        Assert.Equal("RETRY", await DeliverAsync(component, "een"));
        _answer = () => EventAnswer.Success;

        Assert.Equal("SUCCESS", await DeliverAsync(component, "een"));

        var lines = await component.LinesAsync();
        Assert.Equal(["Error", "Ok"], lines.Select(line => line.Line.Status));
        Assert.Equal(typeof(FormatException).FullName, lines[0].Attribute(LineAttributes.ExceptionType));
        Assert.DoesNotContain(lines[0].Line.Attributes.Values, value => value.Contains(Persons.One.Reveal(), StringComparison.Ordinal));
        Assert.NotEqual(lines[0].Line.SpanId, lines[1].Line.SpanId);
        Assert.All(lines, line => Assert.Equal((RemoteTrace, RemoteSpan), (line.Line.TraceId, line.Line.ParentSpanId)));
    }

    [Theory]
    [InlineData(ReceivingComponent.Source, true)]
    [InlineData("urn:nld:oin:00000001823288444000:systeem:een-ander", false)]
    public async Task The_trace_goes_on_where_its_source_is_trusted_with_traces(string trusted, bool goesOn)
    {
        await using var component = await StartAsync(("Processing:TrustedCallers:0", trusted));

        await DeliverAsync(component, "een");

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(goesOn ? RemoteSpan : null, line.ParentSpanId);
        Assert.Equal(goesOn, line.TraceId == RemoteTrace);
    }

    [Fact]
    public async Task Of_an_event_without_a_trace_a_new_one_begins()
    {
        await using var component = await StartAsync();

        await DeliverAsync(component, "een", ("traceparent", null), ("traceid", null));
        await DeliverAsync(component, "twee", ("traceparent", "onzin"), ("traceid", null));

        var lines = await component.LinesAsync();
        Assert.Equal(2, lines.Select(line => line.Line.TraceId).Distinct().Count());
        Assert.All(lines, line => Assert.Null(line.Line.ParentSpanId));
    }

    [Fact]
    public async Task The_line_that_caused_it_is_the_parent_and_not_the_sidecars_span()
    {
        await using var component = await StartAsync();

        await DeliverAsync(component, "een", ("cgtraceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (line.TraceId, line.ParentSpanId));
    }

    [Fact]
    public async Task Each_of_several_persons_has_a_line_beneath_that_of_the_event()
    {
        await using var component = await StartAsync();

        await DeliverAsync(component, "een", ("data", JsonNode.Parse(Persons.Json(Persons.One, Persons.Two))));

        var lines = await component.LinesAsync();
        Assert.Equal(3, lines.Count);
        Assert.Null(lines[0].Subject);
        Assert.All(lines.Skip(1), child => Assert.Equal((lines[0].Line.SpanId, true), (child.Line.ParentSpanId, child.Subject is not null)));
    }

    [Fact]
    public async Task The_publisher_is_named_as_the_settings_name_it()
    {
        await using var component = await StartAsync(($"Processing:Callers:{ReceivingComponent.Closed}", "urn:niet-deze"));

        await DeliverAsync(component, "een");

        Assert.Equal(ReceivingComponent.Source, Assert.Single(await component.LinesAsync()).Processor);
    }

    [Fact]
    public async Task A_subscription_that_names_no_activity_uses_no_data_about_persons()
    {
        await using var component = await StartAsync();

        Assert.Equal("RETRY", await DeliverAsync(component, "een", ("type", ReceivingComponent.Moved)));

        Assert.Empty(await component.LinesAsync());
        Assert.Equal("failed: InvalidOperation", await AuditedAsync(component));
        Assert.DoesNotContain(component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    private static JsonObject Data(string bsn) => new() { ["naam"] = "Jansen", ["hoofdpersoon"] = bsn };

    private static async Task<string> DeliverAsync(LoggedComponent component, string id, params (string Name, JsonNode? Value)[] members)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events/zaken")
        {
            Content = new StringContent(ReceivingComponent.Event(id, [("data", s_one.DeepClone()), .. members]), Encoding.UTF8, "application/cloudevents+json"),
        };
        request.Headers.Add("dapr-api-token", LoggedComponent.SidecarToken);
        using var answer = await component.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"]!.GetValue<string>();
    }

    private static string SubjectOf(LoggedComponent component) =>
        component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, Persons.One);

    private static async Task<string> AuditedAsync(LoggedComponent component) =>
        Assert.Single(await component.App.Services.AuditLinesAsync(), line => line.Line.Action.StartsWith("event ", StringComparison.Ordinal)).Line.Result;

    private Task<LoggedComponent> StartAsync(params (string Name, string? Value)[] settings) => LoggedComponent.StartAsync(
        api =>
        {
            api.Subscribe<Dossier>("zaken", ReceivingComponent.Closed, HandleAsync, EventTenant.OfSource, WhichEvents.Every, DossiersApi.Activity);
            api.Subscribe<Dossier>("zaken", ReceivingComponent.Moved, HandleAsync, EventTenant.OfSource, WhichEvents.Every);
        },
        null,
        settings);

    private Task<EventAnswer> HandleAsync(IChanges changes, ReceivedEvent<Dossier> received, CancellationToken cancellationToken)
    {
        changes.Create(DossiersApi.Dossiers, received.Data);
        return Task.FromResult(_answer());
    }
}
