namespace CommonGround.Platform.State.Logs;

/// <summary>The log that this replica writes now, or none. The committer moves it; the watch looks at it (commit-log 7, 12).</summary>
internal sealed class CurrentLog
{
    private volatile OwnLog? _log;

    public OwnLog? Log
    {
        get => _log;
        set => _log = value;
    }
}
