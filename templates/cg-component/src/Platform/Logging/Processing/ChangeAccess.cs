using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Notes whom one change is about, and gives its commit the lines of just that.</summary>
internal sealed class ChangeAccess(AccessLog log, ActLines lines, ActPart? part) : IChangeAccess
{
    public void Accessed<T>(Oin tenant, Collection<T> collection, T data) => log.Accessed(tenant, collection, data, part);

    public IReadOnlyList<EntryLine> LinesOf(Oin tenant, int keyNumber, object? result) =>
        part is { Act.IsOver: false } ? lines.Of(part, OutcomeOf(result), () => keyNumber) : [];

    public void Landed() => part?.Landed();

    public void Lost() => part?.Lost();

    public void Dispose() => part?.Dispose();

    private static ActOutcome OutcomeOf(object? result) =>
        result is IResult answer ? ActOutcome.OfHttp(ResultStatus.Of(answer) ?? StatusCodes.Status200OK) : ActOutcome.Done;
}
