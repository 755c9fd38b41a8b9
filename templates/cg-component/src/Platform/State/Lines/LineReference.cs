using System.Buffers.Binary;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Where a line is, in its entry and later in its block (commit-log 14). As an id it sorts by time, the newest first: whoever pages through
/// the lines of a person meets none that comes meanwhile, the lines of the paging among them.
/// </summary>
/// <param name="Log">The id of the log.</param>
/// <param name="Number">The number of the entry.</param>
/// <param name="Index">The position within the entry's lines.</param>
/// <param name="Second">When what the line tells began, in whole seconds since 1970.</param>
internal readonly record struct LineReference(string Log, long Number, int Index, long Second)
{
    // With the 55 bits of the log's id: 128. An entry has at most 3 MiB and a line at least 320 bytes as sent, a log 100,000,000 entries
    // and the few that a late roll adds.
    private const int SecondBits = 32;
    private const int NumberBits = 27;
    private const int IndexBits = 14;

    private const ulong LastSecond = (1UL << SecondBits) - 1;
    private const ulong LastNumber = (1UL << NumberBits) - 1;
    private const ulong LastIndex = (1UL << IndexBits) - 1;

    // The id's first half ends within the id of the log.
    private const int LogBitsInFront = 64 - SecondBits;
    private const int LogBitsBehind = LogName.Bits - LogBitsInFront;

    /// <exception cref="FormatException">The log has no id of <see cref="LogName"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is further than any log goes.</exception>
    public Guid ToId()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)Number, LastNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)Index, LastIndex);
        var log = LogName.Read(Log);
        var front = (LastSecond - (ulong)Second) << LogBitsInFront | log >> LogBitsBehind;
        var behind = log << (64 - LogBitsBehind) | (LastNumber - (ulong)Number) << IndexBits | (LastIndex - (ulong)Index);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, front);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], behind);
        return new Guid(bytes, bigEndian: true);
    }

    public static LineReference Read(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var front = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var behind = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var log = front << LogBitsBehind | behind >> (64 - LogBitsBehind);
        return new LineReference(
            LogName.Write(log), (long)(LastNumber - (behind >> IndexBits & LastNumber)), (int)(LastIndex - (behind & LastIndex)),
            (long)(LastSecond - (front >> LogBitsInFront)));
    }

    /// <summary>The lowest id that a line can have which began before the end of this second: those that are newer are below it.</summary>
    public static Guid NewestIn(long second)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(LastSecond - (ulong)Clamp(second)));
        return new Guid(bytes, bigEndian: true);
    }

    /// <param name="log">The id of the log.</param>
    /// <param name="number">The number of the entry.</param>
    /// <param name="index">The position within the entry's lines.</param>
    /// <param name="at">When what the line tells began, in milliseconds since 1970.</param>
    public static LineReference Of(string log, long number, int index, long at) => new(log, number, index, Clamp(at / 1000));

    private static long Clamp(long second) => Math.Clamp(second, 0, (long)LastSecond);
}
