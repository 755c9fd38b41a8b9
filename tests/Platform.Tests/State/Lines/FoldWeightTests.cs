using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.State.Lines;

/// <summary>When the index takes in entries that have lines and nothing else (commit-log 14).</summary>
public sealed class FoldWeightTests
{
    private const int Entries = 200;

    private readonly FaultyStore _store = new();

    [Fact]
    public async Task Entries_of_many_lines_are_folded_before_they_fill_the_memory_that_lists_read_them_from()
    {
        // Neither by number nor by time: a test's index waits for an hour.
        await using var host = await StateHost.StartAsync(_store);
        for (var i = 0; i < Entries; i++)
        {
            await host.CommitAsync([.. Enumerable.Range(0, 100).Select(person => Line(host, $"{person}"))]);
        }

        await Eventually.TrueAsync(() => host.Get<IndexBacklog>().Behind < Entries);
    }

    // As long as a line is.
    private static EntryLine Line(StateHost host, string person) => host.Line(person, Persons.Now) with { Sealed = new string('x', 700) };
}
