using System.Security.Cryptography;
using System.Text.Json;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// The numbers of one log while their lines are read, in order. Each is looked over on the way (commit-log 16): only one that is what was written
/// there, behind the one before it, is taken without a word. It goes on behind a fault.
/// </summary>
internal sealed class NumberScan(LogChain chain, string log, LineScope scope)
{
    private readonly List<PlacedLine> _lines = [];
    private readonly List<LogFault> _faults = [];

    // Unknown behind a number that is gone.
    private string? _before = LogChain.Nothing;

    /// <summary>The next number: of those before it all is taken.</summary>
    public long Next { get; private set; }

    /// <summary>Whether there is no more: it came to the end that is recorded of the log, or to what is not written yet.</summary>
    public bool IsDone { get; set; }

    /// <summary>Takes numbers for as long as each is plainly what was written there.</summary>
    /// <param name="values">What the store has from <see cref="Next"/> on, <see langword="null"/> where it is absent.</param>
    /// <param name="found">What is recorded of the log.</param>
    /// <returns>How many it took. What the next one is, only what is recorded of the log by now can tell.</returns>
    public int Take(IReadOnlyList<string?> values, RegisteredLog found)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } stored || _before is null || Look(stored, found) is not (var entry, null))
            {
                return i;
            }

            TakeOne(stored, entry, found);
        }

        return values.Count;
    }

    /// <summary>Takes numbers as they are, and names what is wrong with them: what is recorded of the log does not explain it.</summary>
    /// <param name="values">What the store has from <see cref="Next"/> on, <see langword="null"/> where it is absent.</param>
    /// <param name="found">What is recorded of the log.</param>
    /// <param name="reached">The last number that is known to have been there.</param>
    public void TakeAsTheyAre(IEnumerable<string?> values, RegisteredLog found, long reached)
    {
        var gone = 0;
        foreach (var value in values.TakeWhile(value => value is not null || Next + gone <= reached))
        {
            var isLost = found.End is not null && found.Lost?.Contains(Next + gone) == true;
            if (value is null && !isLost)
            {
                gone++;
                continue;
            }

            Skip(ref gone, found);
            if (value is null)
            {
                Fail("was lost by the store, as the log's end says: what it held is not known.");
                Step(null, found);
                continue;
            }

            var (entry, fault) = Look(value, found);
            if (fault is not null)
            {
                Fail(fault);
            }

            TakeOne(value, entry, found);
        }

        Skip(ref gone, found);
    }

    /// <summary>What was taken since it was last asked.</summary>
    public ScannedPart Part()
    {
        var part = new ScannedPart(log) { Lines = [.. _lines], Faults = [.. _faults] };
        _lines.Clear();
        _faults.Clear();
        return part;
    }

    private void Fail(string what) => _faults.Add(new LogFault(log, StateKeys.Entry(log, Next), what));

    private void Skip(ref int gone, RegisteredLog found)
    {
        if (gone > 0)
        {
            Fail(gone == 1 ? "is gone." : $"is gone, with the {gone - 1} numbers behind it.");
            Next += gone - 1;
            Step(null, found);
            gone = 0;
        }
    }

    private void TakeOne(string stored, Entry? entry, RegisteredLog found)
    {
        _lines.AddRange((entry?.Lines ?? []).Where(scope.Has).Select(line => new PlacedLine(Next, StateKeys.Entry(log, Next), line)));
        Step(LogChain.Divide(stored).Mac, found);
    }

    private void Step(string? mac, RegisteredLog found)
    {
        (_before, Next) = (mac, Next + 1);
        IsDone = Next > found.End;
    }

    private (Entry? Entry, string? Fault) Look(string stored, RegisteredLog found)
    {
        Entry? entry = null;
        try
        {
            entry = Entry.Read(stored);
            return (entry, _before is { } before && !chain.Holds(stored, log, Next, before) ? "is not what was written there behind the number before it."
                : entry.Format > Entry.NewestFormat ? $"has entry format {entry.Format}, which this version of the component does not know."
                : (entry.Kind == EntryKind.End) != (Next == found.End) ? "is the end of the log where none is recorded, or is none where one is."
                : entry.Kind == EntryKind.End && !(entry.Lost ?? []).SequenceEqual(found.Lost ?? []) ? "says that other numbers were lost than are recorded."
                : null);
        }
        catch (CryptographicException e)
        {
            return (entry, $"cannot be verified: {e.Message}");
        }
        catch (JsonException)
        {
            return (null, "is not an entry of a log.");
        }
    }
}
