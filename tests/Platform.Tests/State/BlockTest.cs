using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State;

/// <summary>A drained log with lines of several owners, and what becomes of them.</summary>
public abstract class BlockTest
{
    private protected const string Log = "0123456789A";

    private protected static readonly Oin[] Owners = [Tenants.One, Tenants.Two, Oin.Organization];
    private protected static readonly LineKind[] Kinds = [LineKind.Processing, LineKind.Audit];

    private protected BlockTest() => Store = new FaultyStore(Time);

    private protected ShiftedTime Time { get; } = new();

    private protected FaultyStore Store { get; }

    private protected static string Key(Oin owner, string place) => $"{owner}/_log/{Log}/{place}";

    private protected static EntryLine Line(Oin owner, LineKind kind, long number, int length = 40) =>
        new(kind, owner.ToString(), number, $"1.{number}{new string('x', length)}") { Subject = kind == LineKind.Processing ? $"1/{number}" : null };

    // Tenant One in each number, with both logs; Two in a third of them; the organization in the last.
    private protected static IReadOnlyList<EntryLine> Some(long number) =>
    [
        Line(Tenants.One, LineKind.Processing, number),
        .. number % 3 == 0 ? [Line(Tenants.Two, LineKind.Audit, number), Line(Tenants.Two, LineKind.Processing, number)] : (EntryLine[])[],
        Line(Tenants.One, LineKind.Audit, number),
        .. number is 2 or 599 or 2499 or 2999 ? [Line(Oin.Organization, LineKind.Audit, number)] : (EntryLine[])[],
    ];

    private protected static List<(Oin, LineKind, BlockLine)> Everything(Func<Oin, string, LineKind, IReadOnlyList<BlockLine>> read) =>
        [.. from owner in Owners from kind in Kinds from line in read(owner, Log, kind) select (owner, kind, line)];

    private protected void Leave(int entries, Func<long, IReadOnlyList<EntryLine>> lines)
    {
        Store.WriteDrainedLog(Log, entries, lines);
        Time.Pass(TimeSpan.FromDays(1));
    }

    // No number goes before all lines of the log are in blocks.
    private protected void CheckDeletions(IReadOnlyList<StateOperation> operations)
    {
        if (operations.Any(o => o.Value is null && o.Key.StartsWith($"_/{Log}/", StringComparison.Ordinal)))
        {
            Assert.Equal(Store.Drained(Log)!.Log.End, Store.Drained(Log)!.Archive!.Next);
        }
    }
}
