using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State;

/// <summary>
/// Makes the events that a commit leaves behind (commit-log 1). State carries them and knows nothing of what they say; a component
/// without it publishes nothing.
/// </summary>
internal interface IEventSource
{
    /// <returns>The event, or <see langword="null"/> where changes of the collection are not published.</returns>
    /// <exception cref="ChangeTooLargeException">The event is larger than events may be.</exception>
    EntryEvent? OfChange(Oin tenant, DocumentChange change);

    /// <inheritdoc cref="IChanges.Publish"/>
    /// <param name="tenant">Whose event it is.</param>
    /// <param name="collection">The name of the collection.</param>
    /// <param name="id">The document that it is about.</param>
    /// <param name="version">The version of that document.</param>
    /// <param name="data">What the event says.</param>
    EntryEvent OfDecision<TData>(Oin tenant, string collection, Guid id, long version, TData data);
}
