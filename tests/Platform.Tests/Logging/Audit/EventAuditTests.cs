using CommonGround.Platform.Events;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>Which event was handled for whom, in the commit of its handler, on a whole component.</summary>
public sealed class EventAuditTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_handled_event_is_a_line_of_its_tenant_and_a_repetition_is_none()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);

        await component.DeliverAsync(ReceivingComponent.Event("een"));
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        var (owner, line) = Assert.Single(await LinesAsync(component));
        Assert.Equal(ReceivingComponent.Tenant, owner);
        Assert.Equal(
            ($"event {ReceivingComponent.Closed}", "zaken/een", "handled", "broker", $"source={ReceivingComponent.Source}"),
            (line.Action, line.Object, line.Result, line.Origin, line.Actor));
        Assert.Matches("^[0-9a-f]{32}$", line.TraceId);
    }

    [Fact]
    public async Task A_refusal_and_a_failure_say_so_and_not_why()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("van mevrouw Moulin");
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        component.Answer = _ => throw new InvalidOperationException("van mevrouw Moulin");
        await component.DeliverAsync(ReceivingComponent.Event("twee"));

        var lines = await LinesAsync(component);
        Assert.Equal([("zaken/een", "refused"), ("zaken/twee", "failed: InvalidOperation")], lines.Select(line => (line.Line.Object, line.Line.Result)));
        Assert.DoesNotContain(lines, line => line.Line.ToString().Contains("Moulin", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> LinesAsync(ReceivingComponent component) =>
        [.. (await component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action.StartsWith("event ", StringComparison.Ordinal))];
}
