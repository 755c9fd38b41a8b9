using System.Collections.Concurrent;
using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The state store by the Dapr SDK.</summary>
internal sealed partial class DaprStateStore(
    DaprClient sidecar, SdkCalls calls, IOptions<DaprOptions> options, TimeProvider time, ILogger<DaprStateStore> logger) : IStateStore
{
    private const int ReadsAtOnce = 32;

    private readonly DaprOptions _options = options.Value;
    private readonly RepeatedTrouble _trouble = new(time);

    public string Name => _options.StateStore;

    public async Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StateLimits.Check(key);
        try
        {
            var (value, etag) = await calls.CallAsync(
                within => sidecar.GetByteStateAndETagAsync(_options.StateStore, key, cancellationToken: within), _options.Timeout, cancellationToken);
            return value.Length == 0 && string.IsNullOrEmpty(etag) ? null
                : JsonText.Read(value) is { } text && !string.IsNullOrEmpty(etag) ? new StateItem(text, etag)
                : throw new StateStoreException("The state store holds a value that is no text with an etag: something other than the platform wrote it.");
        }
        catch (SidecarException failure)
        {
            if (_trouble.IsNews(failure.Message))
            {
                Log.Failed(logger, failure.Message, SdkCalls.Text(failure));
            }

            throw new StateStoreException($"The state store '{_options.StateStore}' (Dapr:StateStore) failed. {failure.Message}", failure);
        }
    }

    /// <remarks>
    /// Each key by itself, several at once: the SDK's bulk get leaves out that a key failed, and then the key would look absent
    /// (commit-log 8).
    /// </remarks>
    public async Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] wanted = [.. keys.Distinct(StringComparer.Ordinal)];
        Array.ForEach(wanted, StateLimits.Check);
        var found = new ConcurrentDictionary<string, StateItem>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            wanted,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (key, stop) =>
            {
                if (await GetAsync(key, stop) is { } item)
                {
                    found[key] = item;
                }
            });
        return found;
    }

    public async Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        StateLimits.Check(operations);
        StateTransactionRequest[] requests = [.. operations.Select(Request)];
        CheckSize(requests);
        try
        {
            return await calls.CallAsync(
                async within =>
                {
                    await sidecar.ExecuteStateTransactionAsync(_options.StateStore, requests, cancellationToken: within);
                    return true;
                },
                _options.Timeout,
                cancellationToken);
        }
        catch (SidecarException failure)
        {
            // A lost race looks like any other failure, so that this is no warning; whoever asked finds out (commit-log 3).
            Log.NotAcknowledged(logger, failure.Message, SdkCalls.Text(failure));
            return false;
        }
    }

    private static StateTransactionRequest Request(StateOperation operation) => new(
        operation.Key,
        operation.Value is null ? null : JsonText.Write(operation.Value),
        operation.Value is null ? StateOperationType.Delete : StateOperationType.Upsert,
        operation.ETag,
        operation.TimeToLive is { } life
            ? new Dictionary<string, string> { ["ttlInSeconds"] = ((long)life.TotalSeconds).ToString(CultureInfo.InvariantCulture) }
            : null,
        // With an etag the newest wins nothing; without one it is "create only". A delete knows the etag alone.
        operation is { Value: not null, Condition: not StateCondition.None } ? new StateOptions { Concurrency = ConcurrencyMode.FirstWrite } : null);

    /// <exception cref="StateStoreException">It is larger than a sidecar takes.</exception>
    private void CheckSize(StateTransactionRequest[] requests)
    {
        // The members around key and value of an operation.
        const int Members = 160;
        var bytes = requests.Sum(request => (long)Members + request.Key.Length + (request.Value?.Length ?? 0));
        if (bytes > _options.MaxBodyBytes)
        {
            throw new StateStoreException(
                $"A transaction of {bytes} bytes was not sent to the sidecar: Dapr:MaxBodyBytes is {_options.MaxBodyBytes}. Change less at once, or " +
                "raise it together with the sidecar's --max-body-size.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The state store failed. {Explanation} The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string explanation, string text);

        [LoggerMessage(2, LogLevel.Information, "A transaction was not acknowledged. {Explanation} The sidecar says: {Text}")]
        public static partial void NotAcknowledged(ILogger logger, string explanation, string text);
    }
}
