using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Notes on the current act who the documents are about that it reads, searches and changes, and gives its lines to the commit of a change.
/// Data about persons is used in an act with an activity, or not at all.
/// </summary>
internal sealed class AccessLog(Acts acts, ActLines lines) : IAccessLog
{
    public string? TraceParent => acts.TraceParent;

    public void Accessed<T>(Oin tenant, Collection<T> collection, T data) => Accessed(tenant, collection, data, null);

    public void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value)
    {
        if (collection.IsOfPersons(lookUp))
        {
            Current(collection.Name).Use(tenant, Documents(collection.Name), Bsn.TryRead(value, out var subject) ? [subject] : []);
        }
    }

    public IChangeAccess Begin() => new ChangeAccess(this, lines, acts.Current is { IsOver: false } act ? new ActPart(act, isRest: false) : null);

    /// <param name="tenant">Whose document.</param>
    /// <param name="collection">Where it is.</param>
    /// <param name="data">What it says.</param>
    /// <param name="part">The change that uses it; it counts where its act is the current one.</param>
    /// <exception cref="InvalidOperationException">It is about persons, and nothing says what for.</exception>
    public void Accessed<T>(Oin tenant, Collection<T> collection, T data, ActPart? part)
    {
        if (SubjectsOf<T>.Finder is { FindsAny: true } finder)
        {
            var act = Current(collection.Name);
            act.Use(tenant, Documents(collection.Name), finder.Find(data), part?.Act == act ? part : null);
        }
    }

    private Act Current(string collection) =>
        acts.Current ?? throw new InvalidOperationException(
            $"{Documents(collection)} are about persons, and nothing says what they are used for: this is no request, no event and no job. Run it within " +
            "IProcessing.RunAsync, which names a processing activity.");

    private static string Documents(string collection) => $"documents of '{collection}'";
}
