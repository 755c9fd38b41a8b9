using System.Runtime.InteropServices;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// Reads of single keys, gathered as commits are: one call is under way, and what is asked for meanwhile leaves together in the next, as
/// one bulk get. A read that is alone leaves at once, as a plain get.
/// </summary>
/// <remarks>
/// Nobody gets an answer to a call that had left before the question: each reads what was written before. With a store that is slower than
/// the questions, what cannot be answered within <c>Dapr:Timeout</c> any more is not sent: its callers have given up, and the calls are for
/// those who still wait.
/// </remarks>
internal sealed class GatheredReads(StateReader reader, IOptions<DaprOptions> options, TimeProvider time)
{
    /// <summary>How many keys leave together at most: an answer is held in memory as a whole.</summary>
    private const int Most = 256;

    /// <summary>How many calls may wait to leave; past them a read is refused.</summary>
    private const int MostWaiting = 16;

    private readonly Lock _lock = new();
    private readonly Queue<Dictionary<string, WaitingRead>> _waiting = [];
    private readonly TimeSpan _timeout = options.Value.Timeout;
    private Dictionary<string, WaitingRead>? _open;
    private bool _underWay;

    // How long the next call takes, by the last that was answered. Half the limit at most: what was just asked for is always sent, or after
    // one slow call nothing would ever be sent that could show a faster one.
    private TimeSpan _expected;

    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the waiting of this caller only.</param>
    /// <exception cref="StateStoreException">
    /// The store failed, for this key or as a whole, or nobody answered; or too many reads wait, or this one waited too long.
    /// </exception>
    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        Task<StateItem?> answer;
        bool isFirst;
        lock (_lock)
        {
            var read = Place(key);
            read.Asked = time.GetTimestamp();
            answer = read.Answer;
            isFirst = !_underWay;
            _underWay = true;
        }

        if (isFirst)
        {
            // What is logged of a call for many must not carry the trace of the one who happened to be first.
            using (ExecutionContext.SuppressFlow())
            {
                _ = RunAsync();
            }
        }

        return answer.WaitAsync(cancellationToken);
    }

    private WaitingRead Place(string key)
    {
        if (_open is null || (_open.Count == Most && !_open.ContainsKey(key)))
        {
            if (_waiting.Count == MostWaiting)
            {
                throw new StateStoreException($"The state store is slower than it is asked: {MostWaiting * Most} reads wait for it already.");
            }

            _waiting.Enqueue(_open = new(StringComparer.Ordinal));
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, key, out _);
        return place ??= new();
    }

    private async Task RunAsync()
    {
        while (TakeNext() is { } batch)
        {
            DropLate(batch);
            if (batch.Count > 0)
            {
                await ReadAsync(batch);
            }
        }
    }

    private Dictionary<string, WaitingRead>? TakeNext()
    {
        lock (_lock)
        {
            _underWay = _waiting.TryDequeue(out var batch);
            _open = ReferenceEquals(batch, _open) ? null : _open;
            return batch;
        }
    }

    private void DropLate(Dictionary<string, WaitingRead> batch)
    {
        foreach (var (key, read) in batch)
        {
            if (time.GetElapsedTime(read.Asked) + _expected >= _timeout)
            {
                batch.Remove(key);
                read.Fail(new StateStoreException($"A read was not sent to the state store: it waited too long behind others to be answered within {_timeout}."));
            }
        }
    }

    private async Task ReadAsync(Dictionary<string, WaitingRead> batch)
    {
        var began = time.GetTimestamp();
        try
        {
            if (batch.Count == 1)
            {
                var (key, read) = batch.Single();
                var item = await reader.GetAsync(key, CancellationToken.None);
                Expect(began);
                read.Succeed(item);
                return;
            }

            var items = await reader.GetManyAsync(batch.Keys, CancellationToken.None);
            Expect(began);
            foreach (var (key, read) in batch)
            {
                read.Succeed(items[key]);
            }
        }
        catch (Exception failure)
        {
            foreach (var read in batch.Values)
            {
                read.Fail(failure);
            }
        }
    }

    private void Expect(long began)
    {
        var took = time.GetElapsedTime(began);
        _expected = took < _timeout / 2 ? took : _timeout / 2;
    }
}
