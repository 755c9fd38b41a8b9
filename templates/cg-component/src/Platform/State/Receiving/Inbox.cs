using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Receiving;

/// <summary>Handles each event once in effect: its mark is created in the commit of its handler (commit-log 19).</summary>
internal sealed class Inbox(IDocuments documents, StateOptions options, TimeProvider time)
{
    /// <summary>How far the clock of a sender may be ahead. The mark of such an event lives longer by that much.</summary>
    public static TimeSpan MostAhead { get; } = TimeSpan.FromDays(1);

    /// <param name="tenant">Whose event.</param>
    /// <param name="receipt">The event.</param>
    /// <param name="handle">
    /// What the event changes. It may run again, as <see cref="IDocuments.ChangeAsync"/> says; what it throws ends the handling, and nothing
    /// is changed.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <inheritdoc cref="IDocuments.ChangeAsync" path="/exception"/>
    public Task<Reception> TakeAsync(
        Oin tenant, Receipt receipt, Func<Changes, CancellationToken, Task> handle, CancellationToken cancellationToken) =>
        documents.ChangeAsync(tenant, (changes, token) => TakeAsync((Changes)changes, receipt, handle, token), cancellationToken);

    /// <summary>How long the mark of an event lives, in whole seconds: as long as a repetition of it would be let in.</summary>
    public TimeSpan LifeOfMark(Receipt receipt)
    {
        var (life, age) = Measure(receipt);
        return life + Ahead(age);
    }

    private async Task<Reception> TakeAsync(
        Changes changes, Receipt receipt, Func<Changes, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        var marks = changes.Marks;
        if (await marks.HasAsync(receipt.Subscription, receipt.Hash, cancellationToken))
        {
            return Reception.Repeated;
        }

        // After the look, and not before: a mark may end its life between the two.
        var (life, age) = Measure(receipt);
        if (!receipt.IsReplay && (age > life || age < -MostAhead))
        {
            return Reception.OutOfTime;
        }

        if (receipt.Newest is { } newest && await marks.NewestAsync(receipt.Subscription, receipt.SubjectHash, cancellationToken) is { } before)
        {
            if (newest.Sequence < before.Sequence)
            {
                return Reception.Older;
            }

            if (newest.Sequence == before.Sequence && before.Events.Contains(receipt.Hash))
            {
                // Its mark is gone; what is kept for ever knows it still.
                return Reception.Repeated;
            }
        }

        await handle(changes, cancellationToken);
        marks.Add(receipt.Subscription, receipt.Hash, life + Ahead(age));
        if (receipt.Newest is { } now)
        {
            marks.SetNewest(receipt.Subscription, receipt.SubjectHash, now.Sequence, receipt.Hash);
        }

        return Reception.Handled;
    }

    private (TimeSpan Life, TimeSpan Age) Measure(Receipt receipt) =>
        (receipt.MarkLife ?? options.MarkLife, time.GetUtcNow() - receipt.Sent ?? TimeSpan.Zero);

    // By its own clock the event is younger than it is, so it would be let in after the mark of a plain life.
    private static TimeSpan Ahead(TimeSpan age) =>
        age < TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(Math.Min(-age.TotalSeconds, MostAhead.TotalSeconds))) : TimeSpan.Zero;
}
