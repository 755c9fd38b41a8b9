using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Notes on the current act who the documents are about that it reads, searches and changes, and gives its lines to the commit of a change.
/// Data about persons is used in an act with an activity, or not at all.
/// </summary>
internal sealed class AccessLog(Acts acts, ActLines lines) : IAccessLog
{
    public string? TraceParent => acts.TraceParent;

    public void Accessed<T>(Oin tenant, Collection<T> collection, T data)
    {
        if (SubjectsOf<T>.Finder is { FindsAny: true } finder)
        {
            Current(collection.Name).Use(tenant, Documents(collection.Name), finder.Find(data));
        }
    }

    public void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value)
    {
        if (collection.IsOfPersons(lookUp))
        {
            Current(collection.Name).Use(tenant, Documents(collection.Name), Bsn.TryRead(value, out var subject) ? [subject] : []);
        }
    }

    public IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result) =>
        acts.Current is { IsOver: false } act ? lines.Of(act, OutcomeOf(result), () => keyNumber) : [];

    public void Landed()
    {
        if (acts.Current is { IsOver: false } act)
        {
            act.Landed();
        }
    }

    private static ActOutcome OutcomeOf(object? result) =>
        result is IResult answer ? ActOutcome.OfHttp(ResultStatus.Of(answer) ?? StatusCodes.Status200OK) : ActOutcome.Done;

    private Act Current(string collection) =>
        acts.Current ?? throw new InvalidOperationException(
            $"{Documents(collection)} are about persons, and nothing says what they are used for: this is no request, no event and no job. Run it within " +
            "IProcessing.RunAsync, which names a processing activity.");

    private static string Documents(string collection) => $"documents of '{collection}'";
}
