using CommonGround.Platform.State;

namespace CommonGround.Platform.Events;

/// <summary>What a component does with an event. Its changes, and the mark that the event was handled, are one commit (commit-log 19).</summary>
/// <param name="changes">
/// What the event changes. The handler may run again when another change was first, so it must leave nothing behind but these.
/// </param>
/// <param name="received">The event.</param>
/// <param name="cancellationToken">Whoever delivers waits no longer.</param>
/// <returns>
/// <see cref="EventAnswer.Success"/>, or why not; then nothing is changed. An exception counts as <see cref="EventAnswer.Retry"/>.
/// </returns>
public delegate Task<EventAnswer> ReceivedEventHandler<T>(IChanges changes, ReceivedEvent<T> received, CancellationToken cancellationToken);
