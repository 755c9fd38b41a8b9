using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Lines;

/// <summary>Which lines are read through.</summary>
/// <param name="Owner">Whose: a tenant, or the organization.</param>
/// <param name="Kind">Of which log.</param>
/// <param name="EndedSince">Drained logs that ended before this moment are left out.</param>
internal sealed record LineScope(Oin Owner, LineKind Kind, DateTimeOffset EndedSince)
{
    public bool Has(EntryLine line) => line.Kind == Kind && line.Owner == Owner.ToString();
}
