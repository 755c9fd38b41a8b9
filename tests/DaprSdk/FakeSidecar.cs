using System.Text;
using System.Text.Json;
using Dapr;
using Dapr.Client;

namespace CommonGround.DaprSdk.Tests;

/// <summary>What the SDK hands on to a sidecar, and what it hands back. It waits for ever where it is told to be silent.</summary>
internal sealed class FakeSidecar : DaprClient
{
    public Dictionary<string, (byte[] Value, string ETag)> State { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys, secrets and topics that fail.</summary>
    public HashSet<string> Failing { get; } = [];

    public bool IsSilent { get; set; }

    public Dictionary<string, Dictionary<string, string>> Secrets { get; } = [];

    public int SecretReads { get; private set; }

    public List<StateTransactionRequest> Transacted { get; } = [];

    /// <summary>The events of each call, as they are serialized.</summary>
    public List<string[]> Published { get; } = [];

    public List<string?> Traces { get; } = [];

    /// <summary>The events that the broker does not take, by their place in a call.</summary>
    public HashSet<int> NotTaken { get; } = [];

    public override async Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName, string topicName, IReadOnlyList<TValue> events, Dictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        await AnswerAsync($"{pubsubName}/{topicName}", cancellationToken);
        Assert.True(typeof(TValue).IsAssignableTo(typeof(CloudEvent)), "only of its own type the SDK says that it is a CloudEvent");
        Published.Add([.. events.Select(one => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(one, JsonSerializerOptions.Web)))]);
        Traces.Add(System.Diagnostics.Activity.Current?.TraceId.ToString());
        return new([.. NotTaken.Select(at => new BulkPublishResponseFailedEntry<TValue>(new($"{at}", events[at], ""), "queue is full"))]);
    }

    public override async Task ExecuteStateTransactionAsync(
        string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        await AnswerAsync(storeName, cancellationToken);
        Transacted.AddRange(operations);
    }

    public override async Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(
        string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        Assert.Equal("statestore", storeName);
        await AnswerAsync(key, cancellationToken);
        return State.TryGetValue(key, out var item) ? (item.Value, item.ETag) : (default, "");
    }

    public override async Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        Assert.Equal("secretstore", storeName);
        SecretReads++;
        await AnswerAsync(key, cancellationToken);
        return Secrets[key];
    }

    private async Task AnswerAsync(string of, CancellationToken cancellationToken)
    {
        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (Failing.Contains(of))
        {
            throw new DaprException("The Dapr endpoint indicated a failure.", new InvalidOperationException("host=db.intern user=zaak: no route"));
        }
    }
}
