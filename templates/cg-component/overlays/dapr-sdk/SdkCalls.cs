using Dapr;

namespace CommonGround.Platform.Dapr;

/// <summary>Calls by the SDK, each within its time, with one exception for all ways in which the SDK says that there is no answer.</summary>
internal sealed class SdkCalls(TimeProvider time)
{
    /// <exception cref="SidecarException">
    /// The sidecar did not answer in time, or answered with an error. Its own words are in the inner exceptions, for the log only.
    /// </exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SidecarException($"The Dapr sidecar did not answer within {timeout}.", late);
        }
        catch (DaprException failure)
        {
            throw new SidecarException("The Dapr sidecar cannot be reached, or answered with an error.", failure);
        }
    }

    /// <summary>What the sidecar said, on one line, for the log only: it may name users, databases, hosts and keys.</summary>
    public static string Text(SidecarException failure) =>
        SidecarAnswer.Shown(failure.InnerException is DaprException { InnerException: { } status } ? status.Message : null);
}
