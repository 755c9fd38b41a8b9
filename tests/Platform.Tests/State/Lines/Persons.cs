using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Tests.State.Lines;

/// <summary>Lines about persons, committed and found as the room above does it. What a line says is who it is about.</summary>
internal static class Persons
{
    /// <summary>A moment in November 2026, as the lines of a test say it: milliseconds since 1970.</summary>
    public static readonly long Now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>All time.</summary>
    public static readonly LinePeriod Always = new(0, (Now / 1000) + 1_000_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Milliseconds since 1970 of noon.</summary>
    public static long Noon(int year, int month, int day) => new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static string Subject(this StateHost host, Oin tenant, string person, int number) =>
        $"{number}/{host.Get<ITenantKeys>().Hash(tenant, number, "persons", person)}";

    public static EntryLine Line(this StateHost host, string? person, long at, Oin? tenant = null) =>
        new(LineKind.Processing, $"{tenant ?? Tenants.One}", at, $"{person}@{at}")
        {
            Subject = person is null ? null : host.Subject(tenant ?? Tenants.One, person, host.Get<ITenantKeys>().Current),
        };

    public static Task CommitAsync(this StateHost host, params IReadOnlyList<EntryLine> lines) =>
        host.Get<LineCommits>().CommitAsync(Tenants.One, host.Get<ITenantKeys>().Current, lines, Cancel);

    public static Task<FoundReferences> FindAsync(
        this StateHost host, string person, Guid? after = null, int limit = 100, LinePeriod? period = null, Oin? tenant = null) =>
        host.Get<LineLookUp>().FindAsync(
            tenant ?? Tenants.One, number => host.Subject(tenant ?? Tenants.One, person, number), period ?? Always, after, limit, Cancel);

    /// <summary>Every page, one after the other.</summary>
    public static async Task<IReadOnlyList<LineReference>> FindAllAsync(this StateHost host, string person, int limit = 100, LinePeriod? period = null)
    {
        var all = new List<LineReference>();
        for (Guid? after = null; ;)
        {
            var page = await host.FindAsync(person, after, limit, period);
            Assert.True(page.Items.Count <= limit);
            all.AddRange(page.Items);
            if (page.Next is null)
            {
                return all;
            }

            Assert.Equal(limit, page.Items.Count);
            after = page.Next;
        }
    }

    /// <summary>What the line at a reference says, from its entry.</summary>
    public static string Text(this FaultyStore store, LineReference reference) =>
        Entry.Read(store.Dump()[StateKeys.Entry(reference.Log, reference.Number)]).Lines[reference.Index].Sealed;

    /// <summary>The pages of references, by their keys.</summary>
    public static IReadOnlyDictionary<string, IndexPage> Pages(this FaultyStore store) =>
        store.Dump().Where(item => item.Key.Contains("/_lookup/_log/", StringComparison.Ordinal)).ToDictionary(item => item.Key, item => IndexPage.Read(item.Value));
}
