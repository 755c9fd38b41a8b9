using System.Collections.Concurrent;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Events;

/// <summary>Keeps the letters in memory.</summary>
internal sealed class TestDeadLetters : IDeadLetters
{
    public ConcurrentQueue<(Oin Tenant, DeadLetter Letter)> Letters { get; } = [];

    public Task PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        Letters.Enqueue((tenant, letter));
        return Task.CompletedTask;
    }
}
