using System.Globalization;
using System.Text.RegularExpressions;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>What can be done to a state file so that it says something else of who used whose data, or nothing: one edit of each kind, where it has what the kind needs.</summary>
internal static partial class Edits
{
    public static IEnumerable<Edit> Of(StoredState state, IReadOnlyCollection<LogHead> heads) =>
        new[]
        {
            ByteOfEntry(state),
            EntryRemoved(state),
            EntryRemovedAsLost(state),
            VoidRemoved(state),
            TailCut(state, heads),
            LogReplaced(state),
            ByteOfDrained(state),
            DrainedRemoved(state),
            ByteOfBlock(state),
            BlockRemoved(state),
            BlockReplaced(state),
        }.OfType<Edit>();

    private static Edit? ByteOfEntry(StoredState state) =>
        Middle(state, "\"sealed\"") is { } key ? Edit.Of("a byte of an entry", key, Turn(state[key])) : null;

    private static Edit? EntryRemoved(StoredState state) => Middle(state, "\"sealed\"") is { } key ? Edit.Of("an entry removed", key, null) : null;

    // The registration has no HMAC. That a log that goes on lost something no replica writes there (commit-log 9).
    private static Edit? EntryRemovedAsLost(StoredState state)
    {
        if (Middle(state, "\"sealed\"", log => !log.HasEnded) is not { } key)
        {
            return null;
        }

        var (log, number) = (key.Split('/')[1], key.Split('/')[2]);
        var registration = state[StoredState.Registration].Replace($"\"id\":\"{log}\"", $"\"id\":\"{log}\",\"lost\":[{number}]", StringComparison.Ordinal);
        return new Edit("an entry removed and called lost", key, new Dictionary<string, string?> { [key] = null, [StoredState.Registration] = registration });
    }

    private static Edit? VoidRemoved(StoredState state) => Middle(state, "\"kind\":\"void\"") is { } key ? Edit.Of("a void removed", key, null) : null;

    // With what consumers say taken back, only who kept the head can know.
    private static Edit? TailCut(StoredState state, IReadOnlyCollection<LogHead> heads)
    {
        var cut = heads.Select(head => (Log: state.Registered.FirstOrDefault(log => log.Id == head.Log && !log.HasEnded), head.Number))
            .Where(head => head.Log is not null && head.Number > 0 && head.Number < head.Log.Numbers.Count).MaxBy(head => head.Number);
        if (cut.Log is not { } log)
        {
            return null;
        }

        var changes = log.Numbers.Skip((int)cut.Number).ToDictionary(key => key, _ => (string?)null);
        foreach (var progress in state.ProgressOf(log.Id))
        {
            changes[progress] = string.Create(
                CultureInfo.InvariantCulture, $$"""{"next":{{Math.Min(cut.Number, long.Parse(Next().Match(state[progress]).Groups[1].Value, CultureInfo.InvariantCulture))}},"done":0}""");
        }

        return new Edit("a tail cut", log.Numbers[(int)cut.Number], changes);
    }

    private static Edit? LogReplaced(StoredState state)
    {
        if (state.Registered.Where(log => log.Numbers.Count > 1).Take(2).ToList() is not [var other, var log])
        {
            return null;
        }

        return new Edit("a log replaced by another", log.Numbers[0], log.Numbers.Zip(other.Numbers).ToDictionary(pair => pair.First, pair => (string?)state[pair.Second]));
    }

    private static Edit? ByteOfDrained(StoredState state) =>
        state.Archives.FirstOrDefault(key => Count().IsMatch(state[key])) is { } key
            ? Edit.Of("a count in a drained document", key, Count().Replace(state[key], "\"processing\":0", 1))
            : null;

    private static Edit? DrainedRemoved(StoredState state) => state.Archives is [var key, ..] ? Edit.Of("a drained document removed", key, null) : null;

    private static Edit? ByteOfBlock(StoredState state) => state.Blocks is [var key, ..] ? Edit.Of("a byte of a block", key, Turn(state[key])) : null;

    private static Edit? BlockRemoved(StoredState state) => state.Blocks is [.., var key] ? Edit.Of("a block removed", key, null) : null;

    // Of the same owner: its keys are no help.
    private static Edit? BlockReplaced(StoredState state) =>
        state.Blocks.GroupBy(key => key.Split('/')[0]).Select(owner => owner.ToList()).FirstOrDefault(blocks => blocks.Count > 1) is [var key, var other, ..]
            ? Edit.Of("a block replaced by another log's", key, state[other])
            : null;

    /// <returns>A number that has this in it, neither the first nor the last of its log.</returns>
    private static string? Middle(StoredState state, string part, Func<StoredLog, bool>? matches = null) =>
        state.Registered.Where(log => matches?.Invoke(log) ?? true)
            .Select(log => log.Numbers.Skip(1).SkipLast(1).Where(key => state[key].Contains(part, StringComparison.Ordinal)).ToList())
            .Where(keys => keys.Count > 0).Select(keys => keys[keys.Count / 2]).FirstOrDefault();

    // A character in the middle of what is sealed.
    private static string Turn(string value)
    {
        var at = value.IndexOf("\"sealed\":\"", StringComparison.Ordinal) + 40;
        return $"{value[..at]}{(value[at] == 'A' ? 'B' : 'A')}{value[(at + 1)..]}";
    }

    [GeneratedRegex("\"next\":([0-9]+)")]
    private static partial Regex Next();

    [GeneratedRegex("\"processing\":[1-9][0-9]*")]
    private static partial Regex Count();
}
