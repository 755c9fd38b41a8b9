using System.Diagnostics;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>What is known of the handling of an event.</summary>
internal sealed class EventFacts(
    Topic topic, Subscription subscription, CloudEvent received, Oin tenant, ProcessingOptions options) : IActFacts
{
    public Oin? Tenant => tenant;

    public ProcessingActivity? Activity => subscription.Activity;

    public string? Name => $"Gebeurtenis {subscription.Type}";

    public string Place => $"The subscription to {subscription.Type} of {topic.Name}";

    /// <summary>Its source, which is a URN or URL of the application already (EVT-03).</summary>
    public string? Processor => received.Source;

    /// <summary>That of its publisher: a sidecar puts a span of its own in its place, where it can.</summary>
    public TraceOrigin Trace => TraceOrigin.Of(received.CausingTraceParent ?? received.TraceParent, options.Trusts(received.Source ?? ""));

    /// <summary>By its id and its source, never by what is in it. Who the broker had it from, only its source says.</summary>
    public (Oin Owner, AuditLine Line)? Describe(Act act, ActOutcome outcome)
    {
        var result = outcome.IsCancelled ? "cancelled" : outcome.Status switch
        {
            ActivityStatusCode.Ok => "handled",
            ActivityStatusCode.Unset => "refused",
            _ => outcome.Failure is { } failure ? $"failed: {AuditText.Kind(failure)}" : "failed",
        };
        return (tenant, new AuditLine(
            $"event {subscription.Type}", $"{topic.Name}/{AuditText.Name(received.Id ?? "")}", result, "broker", $"source={AuditText.Name(received.Source ?? "")}",
            act.Began.ToUniversalTime(), act.Span.TraceId.ToHexString()));
    }
}
