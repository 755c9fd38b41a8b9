namespace CommonGround.Platform.State.Logs;

/// <summary>
/// The head of the chain that names every drained log, for archiving and verification; lists of resources never read it
/// (commit-log 10, 11). Pages of 256: a full head becomes page <paramref name="Page"/>, and a new head begins.
/// </summary>
/// <param name="Page">How many full pages are behind the head.</param>
/// <param name="Logs">The ids of the logs that are in no page yet.</param>
internal sealed record DrainedList(int Page, IReadOnlyList<string> Logs)
{
    public const int PageLength = 256;

    public static DrainedList Empty { get; } = new(0, []);
}
