using System.Diagnostics;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Invocation.Fsc;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>What is known of a request, when it is asked: the endpoint after routing, the caller after authentication.</summary>
internal sealed class RequestFacts(HttpContext context, RequestFactSources sources) : IActFacts
{
    public Oin? Tenant =>
        context.TryGetCaller(out var caller) ? caller.Tenant
        : context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null ? sources.Tenancy.Own
        : null;

    public ProcessingActivity? Activity => context.GetEndpoint()?.Metadata.GetMetadata<ProcessingActivity>();

    public string? Name => context.GetEndpoint() is { } endpoint ? sources.Names.Of(endpoint) : null;

    public string Place => context.GetEndpoint() is { } endpoint ? OperationNames.RouteOf(endpoint) : "A request";

    public string? Processor =>
        context.TryGetCaller(out var caller) ? sources.Applications.OfClient(caller.Client)
        : context.GetCallingComponent() is { } appId ? sources.Applications.OfComponent(appId)
        : null;

    public TraceOrigin Trace
    {
        get
        {
            var headers = context.Request.Headers;
            if (headers[HeaderNames.TraceParent] is { Count: > 0 } given)
            {
                return TraceOrigin.Of(given.Count == 1 ? given[0] : null, IsTrusted);
            }

            // Inways and outways may lose the one header, and not the other, which has a trace id only (FSC-10).
            var transaction = headers[FscHeaders.TransactionId];
            if (transaction.Count == 0)
            {
                return TraceOrigin.Current();
            }

            return IsTrusted && transaction.Count == 1 && Guid.TryParseExact(transaction[0], "D", out var id) && id.Version == 7
                ? TraceOrigin.Within(ActivityTraceId.CreateFromString($"{id:N}"))
                : default;
        }
    }

    public (Oin Owner, AuditLine Line)? Describe(Act act, ActOutcome outcome) =>
        sources.Audit.TryDescribe(context, outcome.Code, outcome.Failure, act.Began, act.Span.TraceId.ToHexString(), out var owner, out var line)
            ? (owner, line)
            : null;

    private bool IsTrusted =>
        (context.TryGetCaller(out var caller) && sources.Options.Trusts(caller.Client)) || (context.GetCallingComponent() is { } appId && sources.Options.Trusts(appId));
}
