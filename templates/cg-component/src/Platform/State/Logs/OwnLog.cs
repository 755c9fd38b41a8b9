using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Logs;

/// <summary>The log that this replica writes: where its next transaction goes, and when it rolls (commit-log 7). Only the committer moves it.</summary>
internal sealed class OwnLog(RegisteredLog log, IReadOnlySet<int> keyNumbers, StateOptions options, TimeProvider time)
{
    private readonly long _registered = time.GetTimestamp();
    private TimeSpan _rollFrom = TimeSpan.Zero;
    private long _next;
    private volatile bool _lost;
    private volatile LogHead? _head;

    public RegisteredLog Registered => log;

    public string Id => log.Id;

    /// <summary>The next number. What is before it is settled.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>The last number and its HMAC, once there is one: both of the same moment, for who does not move the log (commit-log 16).</summary>
    public LogHead? Head => _head;

    /// <summary>The HMAC of the last number, which the next one is put behind (commit-log 16).</summary>
    public string Mac => _head?.Mac ?? LogChain.Nothing;

    /// <summary>The key numbers that the registration named when it was last written (commit-log 15).</summary>
    public IReadOnlySet<int> KeyNumbers { get; set; } = keyNumbers;

    /// <summary>Whether it was found ended by another, or without its last number: nothing more goes into it (commit-log 12).</summary>
    public bool IsLost => _lost;

    /// <summary>How long until it is to be left: at once where it is lost, otherwise after a day or 1,000,000 entries, and never while it is empty.</summary>
    public TimeSpan UntilRoll
    {
        get
        {
            if (IsLost)
            {
                return TimeSpan.Zero;
            }

            if (Next == 0)
            {
                return Timeout.InfiniteTimeSpan;
            }

            var due = Next >= options.LogEntries || _rollFrom > options.LogLife ? _rollFrom : options.LogLife;
            var age = time.GetElapsedTime(_registered);
            return age < due ? due - age : TimeSpan.Zero;
        }
    }

    /// <summary>A number is spent, by a transaction that landed or by a void.</summary>
    /// <param name="mac">The HMAC of what it holds.</param>
    public void Spend(string mac)
    {
        _head = new LogHead(log.Id, _next, mac);
        Volatile.Write(ref _next, _next + 1);
    }

    /// <summary>A roll did not happen: it is tried again, but not with each commit, since each time costs a void.</summary>
    public void RollLater() => _rollFrom = time.GetElapsedTime(_registered) + options.HeartbeatInterval;

    public void Lose() => _lost = true;
}
