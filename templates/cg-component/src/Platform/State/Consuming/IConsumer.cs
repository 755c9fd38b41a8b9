using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Consuming;

/// <summary>
/// Takes the entries of every log in order: the index, a publisher per destination, the Logboek (commit-log 10, 13, 14). Each has its
/// own progress in each log, so one that is down stops its own progress only.
/// </summary>
internal interface IConsumer
{
    /// <summary>Its name in the registration and in progress keys, in lower case and hyphens. It never changes.</summary>
    string Name { get; }

    /// <summary>Whether it has something to do for an entry; it is not woken for others, and takes them in later.</summary>
    bool Wants(Entry entry) => true;

    /// <summary>Whether it takes what entries carry, events and lines; for others an entry says what it touches, and is longer in memory.</summary>
    bool TakesWhole => true;

    /// <summary>How long it lets entries gather once one landed that it wants: its progress is written once for all of them.</summary>
    TimeSpan Gathers => TimeSpan.Zero;

    /// <summary>
    /// The number from which it goes on reading a log: beyond its progress where it has in hand what lies between.
    /// <see langword="null"/> where it reads no more for now.
    /// </summary>
    long? NextOf(string log, Progress progress) => progress.Next;

    /// <summary>These are all the logs that it has to follow: it forgets what it remembers of others.</summary>
    void Keep(IReadOnlyCollection<string> logs)
    {
    }

    /// <summary>
    /// Takes entries from where it stands. What it does outside the store is done when this returns, and is done again where the
    /// progress that it returns does not land: at least once.
    /// </summary>
    /// <returns>
    /// Where it stands then, and what it writes together with that; where it stood, if it only read on. <see langword="null"/> where what it
    /// read changed underneath: it is tried again. Any exception stops its progress in this log and in later ones of the same replica, until it
    /// is tried again after a pause; <see cref="ConsumerHeldException"/> in this log only.
    /// </returns>
    Task<Taken?> TakeAsync(Batch batch, CancellationToken cancellationToken);
}
