using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Events;

/// <summary>A broker that does not answer some calls before they are given up.</summary>
/// <param name="broker">The broker that takes the others.</param>
/// <param name="holds">Which calls it holds.</param>
internal sealed class HeldBroker(TestBroker broker, Func<string, bool> holds) : IEventBroker
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _givenUp;

    public string Name => broker.Name;

    /// <summary>A call is held.</summary>
    public Task Held => _held.Task;

    /// <summary>Whether it answers once a call was given up.</summary>
    public bool AnswersThen { get; init; }

    public async Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (holds(topic) && !(AnswersThen && _givenUp))
        {
            _held.TrySetResult();
            using var given = cancellationToken.Register(() => _givenUp = true);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return await broker.PublishAsync(topic, events, cancellationToken);
    }
}
