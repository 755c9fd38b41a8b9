using System.Net;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>Reads by the state API: one key, or many in a bulk get.</summary>
internal sealed partial class StateReader(
    SidecarClient sidecar, IOptions<DaprOptions> options, TimeProvider time, ILogger<StateReader> logger)
{
    private readonly DaprOptions _options = options.Value;
    private readonly RepeatedTrouble _trouble = new(time);

    /// <exception cref="StateStoreException">The store failed, or nobody answered.</exception>
    public async Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        // A slash in a key is %2F: as a slash the sidecar takes the path for a call of another component.
        var path = $"v1.0/state/{_options.StateStore}/{Uri.EscapeDataString(key)}";
        var answer = await AnsweredAsync(sidecar.GetAsync(path, _options.Timeout, cancellationToken));
        return answer.Status switch
        {
            HttpStatusCode.NoContent => null,
            HttpStatusCode.OK => new BulkItem(key, Read(answer, DaprJson.Default.String), answer.ETag, null).ToItem()
                ?? throw new StateStoreException(BulkItem.NoText),
            _ => throw Failure(answer),
        };
    }

    /// <returns>Each of the keys, with what the store said of it.</returns>
    /// <exception cref="StateStoreException">The store failed as a whole, or nobody answered.</exception>
    public async Task<IReadOnlyDictionary<string, BulkItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var body = StateBody.BulkGet(keys);
        StateTrouble.CheckSize(body.Length, _options);
        var path = $"v1.0/state/{_options.StateStore}/bulk";
        var answer = await AnsweredAsync(sidecar.PostAsync(path, body, _options.Timeout, traceParent: null, cancellationToken));
        if (answer.Status != HttpStatusCode.OK)
        {
            throw Failure(answer);
        }

        var items = new Dictionary<string, BulkItem>(keys.Count, StringComparer.Ordinal);
        foreach (var item in Read(answer, DaprJson.Default.BulkItemArray) ?? [])
        {
            items[item.Key] = item;
            if (!string.IsNullOrEmpty(item.Error) && _trouble.IsNews(BulkItem.Failed))
            {
                Log.ItemFailed(logger, SidecarAnswer.Shown(item.Error));
            }
        }

        // What is not in the answer is not known to be absent (commit-log 8).
        return keys.All(items.ContainsKey) ? items : throw new StateStoreException("The answer of a bulk get lacks a key that was asked for.");
    }

    private async Task<SidecarAnswer> AnsweredAsync(Task<SidecarAnswer> call)
    {
        try
        {
            return await call;
        }
        catch (SidecarException silent)
        {
            if (sidecar.HasAnswered && _trouble.IsNews(silent.Message))
            {
                Log.Silent(logger, silent.Message);
            }

            throw new StateStoreException(silent.Message, silent);
        }
    }

    private StateStoreException Failure(SidecarAnswer answer)
    {
        var explanation = StateTrouble.Explain(answer, _options);
        if (_trouble.IsNews(explanation))
        {
            Log.Failed(logger, explanation, answer.Text);
        }

        return new StateStoreException(explanation);
    }

    private static T? Read<T>(SidecarAnswer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type);
        }
        catch (JsonException other)
        {
            throw new StateStoreException(BulkItem.NoText, other);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Explanation} The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string explanation, string text);

        [LoggerMessage(2, LogLevel.Warning, "{Explanation}")]
        public static partial void Silent(ILogger logger, string explanation);

        [LoggerMessage(3, LogLevel.Warning, "The state store failed for one key of a bulk get. The sidecar says: {Text}")]
        public static partial void ItemFailed(ILogger logger, string text);
    }
}
