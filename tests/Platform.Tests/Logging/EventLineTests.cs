using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.Events;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The line of an event: what came of it, about whom, and from whom (LDV-03, LDV-07, LDV-09).</summary>
public sealed class EventLineTests
{
    private Func<EventAnswer> _answer = () => EventAnswer.Success;

    [Fact]
    public async Task A_handled_event_is_a_line_beneath_its_publishers_in_the_commit_of_its_handler()
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());

        Assert.Equal("SUCCESS", await component.DeliverAsync("een"));

        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal(
            (DossiersApi.ActivityUri, $"Gebeurtenis {ReceivingComponent.Closed}", "Ok", ReceivingComponent.Source),
            (line.Activity, line.Line.Name, line.Line.Status, line.Processor));
        Assert.Equal((EventedDossiers.RemoteTrace, EventedDossiers.RemoteSpan), (line.Line.TraceId, line.Line.ParentSpanId));
        Assert.NotEqual(EventedDossiers.RemoteSpan, line.Line.SpanId);
        Assert.Equal(component.SubjectOfOne(), line.Subject);
        Assert.Equal(LoggedComponent.Tenant.ToString(), line.Entry.Owner);
        Assert.Equal("handled", await component.EventResultAsync());
    }

    [Fact]
    public async Task A_repetition_is_no_second_line()
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());

        await component.DeliverAsync("een");
        Assert.Equal("SUCCESS", await component.DeliverAsync("een"));

        Assert.Single(await component.LinesAsync());
    }

    [Theory]
    [InlineData(true, "DROP")]
    [InlineData(false, "RETRY")]
    public async Task What_its_handler_refuses_is_no_success_and_no_fault(bool drops, string status)
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());
        _answer = () => drops ? EventAnswer.Drop("van mevrouw Moulin") : EventAnswer.Retry("van mevrouw Moulin");

        Assert.Equal(status, await component.DeliverAsync("een"));

        // What it used until then was used.
        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal(("Unset", EventedDossiers.RemoteSpan, component.SubjectOfOne()), (line.Line.Status, line.Line.ParentSpanId, line.Subject));
        Assert.Null(line.Attribute(LineAttributes.ExceptionType));
        Assert.Equal("refused", await component.EventResultAsync());
        Assert.DoesNotContain(component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_fails_is_an_error_and_the_next_try_has_a_line_of_its_own()
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());
        _answer = () => throw new FormatException($"Wat is {Persons.One.Reveal()}?");
        Assert.Equal("RETRY", await component.DeliverAsync("een"));
        _answer = () => EventAnswer.Success;

        Assert.Equal("SUCCESS", await component.DeliverAsync("een"));

        var lines = await component.LinesAsync();
        Assert.Equal(["Error", "Ok"], lines.Select(line => line.Line.Status));
        Assert.Equal(typeof(FormatException).FullName, lines[0].Attribute(LineAttributes.ExceptionType));
        Assert.DoesNotContain(lines[0].Line.Attributes.Values, value => value.Contains(Persons.One.Reveal(), StringComparison.Ordinal));
        Assert.NotEqual(lines[0].Line.SpanId, lines[1].Line.SpanId);
        Assert.All(lines, line => Assert.Equal((EventedDossiers.RemoteTrace, EventedDossiers.RemoteSpan), (line.Line.TraceId, line.Line.ParentSpanId)));
    }

    [Fact]
    public async Task Each_of_several_persons_has_a_line_beneath_that_of_the_event()
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());

        await component.DeliverAsync("een", ("data", JsonNode.Parse(Persons.Json(Persons.One, Persons.Two))));

        var lines = await component.LinesAsync();
        Assert.Equal(3, lines.Count);
        Assert.Null(lines[0].Subject);
        Assert.All(lines.Skip(1), child => Assert.Equal((lines[0].Line.SpanId, true), (child.Line.ParentSpanId, child.Subject is not null)));
    }

    [Theory]
    [InlineData(0, "SUCCESS", "Ok")]
    [InlineData(1, "DROP", "Unset")]
    [InlineData(2, "RETRY", "Error")]
    public async Task What_a_handler_is_given_it_uses_also_where_no_document_comes_of_it(int kind, string delivered, string status)
    {
        await using var component = await LoggedComponent.StartAsync(api => api.Subscribe<Dossier>(
            "zaken", ReceivingComponent.Closed, (_, _, _) => Task.FromResult(_answer()), EventTenant.OfSource, WhichEvents.Every, DossiersApi.Activity));
        _answer = () => kind switch { 0 => EventAnswer.Success, 1 => EventAnswer.Drop("nee"), _ => throw new FormatException() };

        Assert.Equal(delivered, await component.DeliverAsync("een"));

        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal((status, component.SubjectOfOne()), (line.Line.Status, line.Subject));
    }

    [Fact]
    public async Task Data_about_persons_without_an_activity_is_refused_at_start()
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => LoggedComponent.StartAsync(api => api.Subscribe<IReadOnlyList<Betrokkene?>>(
            "zaken", ReceivingComponent.Closed, (_, _, _) => Task.FromResult(EventAnswer.Success), EventTenant.OfSource, WhichEvents.Every)));

        Assert.Contains($"{ReceivingComponent.Closed} of zaken", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(ProcessingActivities.FileName, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_that_names_no_activity_uses_no_data_about_persons()
    {
        await using var component = await EventedDossiers.StartAsync(() => _answer());

        Assert.Equal("RETRY", await component.DeliverAsync("een", ("type", ReceivingComponent.Moved)));

        Assert.Empty(await component.LinesAsync());
        Assert.Equal("failed: InvalidOperation", await component.EventResultAsync());
        Assert.DoesNotContain(component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }
}
