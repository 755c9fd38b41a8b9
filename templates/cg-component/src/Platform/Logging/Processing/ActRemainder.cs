using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>What of an act is not durable yet.</summary>
/// <param name="IsFirst">Nothing of it is.</param>
/// <param name="IsNews">Its outcome is not: nothing was told, or another one.</param>
/// <param name="Only">The person it is about, where it is exactly one.</param>
/// <param name="Subjects">The persons that are in no durable line.</param>
internal sealed record ActRemainder(bool IsFirst, bool IsNews, Bsn? Only, IReadOnlyList<Bsn> Subjects)
{
    /// <summary>Whether the persons get lines of their own: several are never in one (LDV-04).</summary>
    public bool HasChildren => Subjects.Count > 0 && !(IsNews && Only is not null);
}
