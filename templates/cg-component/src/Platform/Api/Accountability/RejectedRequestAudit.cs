using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Logging.Audit;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>
/// Counts for the security log what Kestrel itself rejects, over TLS too: a malformed line or header, headers too large or too slow (BIO-01).
/// Such a request never comes to <see cref="AccountabilityMiddleware"/>. One whose answer began came there, and has its line.
/// </summary>
internal sealed class RejectedRequestAudit(RequestAudit audit, TimeProvider time) : IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: RejectedRequests.EventName, Value: IFeatureCollection features } && features.Get<IHttpResponseFeature>() is { HasStarted: false })
        {
            audit.Reject(features, time.GetUtcNow());
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
