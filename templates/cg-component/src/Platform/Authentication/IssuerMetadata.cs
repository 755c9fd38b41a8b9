using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// The issuer's metadata and keys (OAU-11). Unlike the library's manager it never goes back to withdrawn keys, lets the first
/// request with a new key wait for it, and fetches once for all who wait.
/// </summary>
/// <remarks>A fetch that reads the same text as before keeps the same object, so that remembered tokens stay remembered.</remarks>
internal sealed partial class IssuerMetadata(IssuerSettings settings, TimeProvider time, ILogger<IssuerMetadata> logger)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    // OAU-11 lets keys be cached for about a week. An issuer that is silent for longer cannot vouch for them any more.
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private volatile Snapshot? _current;
    private Task _fetch = Task.CompletedTask;
    private long? _fetchedAt;

    /// <returns>What is known, at once where it can be: renewing it happens in the background.</returns>
    /// <exception cref="IssuerUnavailableException">Nothing is known, and the issuer does not answer.</exception>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var current = _current;
        if (current is null)
        {
            return WaitAsync(cancel);
        }

        var age = time.GetElapsedTime(current.ReadAt);
        if (age < settings.RenewAfter)
        {
            return current.Configuration;
        }

        if (age >= LongestUse)
        {
            return WaitAsync(cancel);
        }

        _ = FetchOnce();
        return current.Configuration;
    }

    /// <summary>Waits for one fetch, because a token's key is not in <paramref name="seen"/>.</summary>
    /// <returns>Whether there is other metadata now, so that it makes sense to validate again.</returns>
    public async Task<bool> RenewAsync(OpenIdConnectConfiguration? seen, CancellationToken cancel)
    {
        if (IsCurrent(seen))
        {
            await FetchOnce().WaitAsync(cancel);
        }

        return !IsCurrent(seen);
    }

    public void RequestRefresh() => _ = FetchOnce();

    private bool IsCurrent(OpenIdConnectConfiguration? seen) => _current?.Configuration.Result == seen;

    private async Task<OpenIdConnectConfiguration> WaitAsync(CancellationToken cancel)
    {
        await FetchOnce().WaitAsync(cancel);
        return _current is { } current && time.GetElapsedTime(current.ReadAt) < LongestUse
            ? await current.Configuration
            : throw new IssuerUnavailableException($"The keys of {settings.Address} are not at hand.", settings.Spacing);
    }

    // Whatever callers send, there is one fetch at a time, and no second one within the spacing.
    private Task FetchOnce()
    {
        lock (_gate)
        {
            if (_fetch.IsCompleted && !(_fetchedAt is { } last && time.GetElapsedTime(last) < settings.Spacing))
            {
                _fetchedAt = time.GetTimestamp();

                // Many requests may wait for it, so it belongs to the trace of none.
                using (ExecutionContext.SuppressFlow())
                {
                    _fetch = Task.Run(FetchAsync);
                }
            }

            return _fetch;
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            var retriever = new RecordingRetriever(settings.Retriever);
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(settings.Address, retriever, CancellationToken.None);
            if (!settings.Issuers.Contains(configuration.Issuer ?? ""))
            {
                Log.OtherIssuer(logger, settings.Address, configuration.Issuer, string.Join(", ", settings.Issuers));
                return;
            }

            var text = retriever.Text;
            var same = _current is { } current && current.Text == text ? current.Configuration : null;
            _current = new Snapshot(same ?? Task.FromResult(configuration), text, time.GetTimestamp());
        }
        catch (Exception e)
        {
            // Whatever went wrong, the keys that are there go on being used, and the next request after the spacing tries again.
            Log.FetchFailed(logger, e, settings.Address, settings.Spacing);
        }
    }

    private sealed record Snapshot(Task<OpenIdConnectConfiguration> Configuration, string Text, long ReadAt);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not read the issuer's metadata at {Address}. Trying again after {Spacing} at the earliest.")]
        public static partial void FetchFailed(ILogger logger, Exception exception, string address, TimeSpan spacing);

        [LoggerMessage(
            2,
            LogLevel.Error,
            "The metadata at {Address} is not used: it names the issuer '{Issuer}', and only {Issuers} is allowed. " +
            "Set Authentication:Schemes:Bearer:ValidIssuers to the issuer of the tokens, as its metadata names it.")]
        public static partial void OtherIssuer(ILogger logger, string address, string? issuer, string issuers);
    }
}
