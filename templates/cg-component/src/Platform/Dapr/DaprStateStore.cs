using System.Net;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The state store by the sidecar's state API.</summary>
internal sealed partial class DaprStateStore(
    SidecarClient sidecar, StateReader reader, GatheredReads reads, IOptions<DaprOptions> options, ILogger<DaprStateStore> logger) : IStateStore
{
    private readonly DaprOptions _options = options.Value;

    public string Name => _options.StateStore;

    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StateLimits.Check(key);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<StateItem?>(cancellationToken) : reads.GetAsync(key, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] wanted = [.. keys.Distinct(StringComparer.Ordinal)];
        Array.ForEach(wanted, StateLimits.Check);
        var found = new Dictionary<string, StateItem>(wanted.Length, StringComparer.Ordinal);
        if (wanted.Length > 0)
        {
            var items = await reader.GetManyAsync(wanted, cancellationToken);
            foreach (var key in wanted)
            {
                if (items[key].ToItem() is { } item)
                {
                    found.Add(key, item);
                }
            }
        }

        return found;
    }

    public async Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        StateLimits.Check(operations);
        var body = StateBody.Transaction(operations);
        StateTrouble.CheckSize(body.Length, _options);
        try
        {
            var path = $"v1.0/state/{_options.StateStore}/transaction";
            var answer = await sidecar.PostAsync(path, body, _options.Timeout, traceParent: null, cancellationToken);
            if (answer.Status == HttpStatusCode.NoContent)
            {
                return true;
            }

            // A lost race looks like any other failure, so that this is no warning; whoever asked finds out (commit-log 3).
            Log.NotAcknowledged(logger, StateTrouble.Explain(answer, _options), answer.Text);
            return false;
        }
        catch (SidecarException silent)
        {
            if (sidecar.HasAnswered)
            {
                Log.Silent(logger, silent.Message);
            }

            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A transaction was not acknowledged. {Explanation} The sidecar says: {Text}")]
        public static partial void NotAcknowledged(ILogger logger, string explanation, string text);

        [LoggerMessage(2, LogLevel.Warning, "A transaction was not acknowledged. {Explanation}")]
        public static partial void Silent(ILogger logger, string explanation);
    }
}
