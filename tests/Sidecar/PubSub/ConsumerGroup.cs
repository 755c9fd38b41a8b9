using System.Threading.Channels;

namespace CommonGround.Sidecar.PubSub;

/// <summary>The replicas of one component that share the events of a topic: each event goes to one of them.</summary>
internal sealed class ConsumerGroup
{
    private readonly Channel<BrokerMessage> _waiting = Channel.CreateUnbounded<BrokerMessage>();
    private int _unsettled;

    /// <summary>How many events wait or are being delivered.</summary>
    public int Unsettled => Volatile.Read(ref _unsettled);

    /// <summary>A new event.</summary>
    public void Add(BrokerMessage message)
    {
        Interlocked.Increment(ref _unsettled);
        _waiting.Writer.TryWrite(message);
    }

    /// <summary>An event that was not settled: it comes again.</summary>
    public void Return(BrokerMessage message) => _waiting.Writer.TryWrite(message);

    public ValueTask<BrokerMessage> NextAsync(CancellationToken end) => _waiting.Reader.ReadAsync(end);

    public void Settle() => Interlocked.Decrement(ref _unsettled);
}
