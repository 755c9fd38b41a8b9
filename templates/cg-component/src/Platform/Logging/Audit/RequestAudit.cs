using System.Diagnostics.CodeAnalysis;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Writes down a request for the security log (BIO-01), for who commits it before the answer goes out.
/// </summary>
/// <remarks>
/// <para>A line each: what a valid token did, whatever came of it, what was refused or failed without one, and what used personal data. None: a
/// success on an endpoint that is open to all and names no processing activity, and the sidecar's own calls, whose deliveries leave their lines
/// where the event is handled.</para>
/// <para>What the web server itself rejects never becomes a request: it is counted only (<see cref="Reject"/>).</para>
/// <para>What strangers are refused is bounded (<see cref="RefusalCounts"/>), and so is what the limit per client refuses, whose purpose is to
/// keep the store from it. A counted refusal is answered at once, and its line follows within about a minute. While state is away all of them
/// are counted: a refusal is no access, so its answer stays what it is, and none is forgotten. One with a line of its own is treated as every
/// request: should state fail just then, the answer is 503.</para>
/// </remarks>
internal sealed class RequestAudit(RefusalCounts refusals, AuditMetrics metrics, IStateReadiness state)
{
    /// <param name="context">The request, after its pipeline.</param>
    /// <param name="status">What it is answered with.</param>
    /// <param name="failure">What it failed with, or <see langword="null"/>.</param>
    /// <param name="began">When it came.</param>
    /// <param name="traceId">32 hexadecimal digits.</param>
    /// <param name="owner">In whose log the line goes: the caller's tenant, or the organization where there is none.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether there is a line to write now.</returns>
    public bool TryDescribe(
        HttpContext context, int status, Exception? failure, DateTimeOffset began, string traceId, out Oin owner, [NotNullWhen(true)] out AuditLine? line)
    {
        owner = context.TryGetCaller(out var caller) ? caller.Tenant : Oin.Organization;
        line = null;
        var isKnown = context.User is CallerPrincipal;
        var isSuccess = status < StatusCodes.Status400BadRequest;
        if (isSuccess && (!isKnown || IsOpen(context)) && !IsOnPersons(context))
        {
            return false;
        }

        var (origin, actor) = (RequestOrigin.Of(context), RequestActor.Of(context));
        if ((!isKnown && !isSuccess) || status == StatusCodes.Status429TooManyRequests)
        {
            var takesLine = refusals.TakesLine(new RefusalSource(owner, origin, actor), began, state.Missing is null);
            metrics.Refused(takesLine);
            if (!takesLine)
            {
                return false;
            }
        }

        line = new AuditLine(ActionOf(context), RequestObject.Of(context), RequestResult.Of(context, status, failure), origin, actor, began.ToUniversalTime(), traceId);
        return true;
    }

    /// <summary>Counts a request that the web server rejected by itself. Of it nothing is known but the socket.</summary>
    /// <param name="features">What the server has of it.</param>
    /// <param name="at">When it was rejected.</param>
    public void Reject(IFeatureCollection features, DateTimeOffset at)
    {
        refusals.Count(new RefusalSource(Oin.Organization, RequestOrigin.OfSocket(features), RequestActor.Anonymous, RefusalSource.Rejected), at);
        metrics.Refused(line: false);
    }

    private static bool IsOpen(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsOnPersons(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ProcessingActivity>() is not null;

    private static string ActionOf(HttpContext context)
    {
        var method = HttpMethodName.Of(context.Request.Method).ForTag;
        return context.GetEndpoint() is RouteEndpoint endpoint ? $"{method} {RouteTemplate.Of(endpoint)}" : method;
    }
}
