using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The secret store by the Dapr SDK. What was read is kept for <c>Dapr:SecretLife</c>; a failure is not kept, and nothing is given out
/// past that time.
/// </summary>
internal sealed partial class DaprSecretStore(
    DaprClient sidecar, SdkCalls calls, IOptions<DaprOptions> options, TimeProvider time, ILogger<DaprSecretStore> logger) : ISecretStore
{
    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, string> Values, long Read)> _kept = new(StringComparer.Ordinal);
    private readonly DaprOptions _options = options.Value;

    public bool MayComeLater => true;

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.Read) < _options.SecretLife)
        {
            return kept.Values;
        }

        // Before it is asked for: what changes while it is under way is seen in time.
        var now = time.GetTimestamp();
        var values = await ReadAsync(name, cancellationToken);
        _kept[name] = (values, now);
        return values;
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Dictionary<string, string> values;
        try
        {
            values = await calls.CallAsync(
                within => sidecar.GetSecretAsync(_options.SecretStore, name, cancellationToken: within), _options.Timeout, cancellationToken);
        }
        catch (SidecarException failure)
        {
            Log.Failed(logger, name, _options.SecretStore, SdkCalls.Text(failure));
            throw new SecretStoreException(
                $"The secret '{name}' cannot be read from the secret store '{_options.SecretStore}' (Dapr:SecretStore): it is missing there, the store is, " +
                $"or it failed. {failure.Message}",
                failure);
        }

        // An environment variable that is not set comes as an empty text.
        return values.Values.Any(value => value.Length > 0)
            ? values
            : throw new SecretMissingException($"The secret '{name}' is empty in the secret store '{_options.SecretStore}' (Dapr:SecretStore). Add it there.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The secret '{Name}' cannot be read from the secret store '{Store}'. The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string name, string store, string text);
    }
}
