using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Embedded;

/// <summary>Processes that die, and processes that share a file.</summary>
public sealed class SqliteProcessesTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill_and_no_half_of_the_rest()
    {
        var acknowledged = new List<string>();
        for (var kill = 0; kill < 3; kill++)
        {
            acknowledged.AddRange(await KilledWhileWritingAsync(after: 40));
        }

        var store = _folder.Store();
        var last = (await store.GetAsync("counter", Cancellation))!.Value;
        var numbers = Enumerable.Range(1, int.Parse(last, CultureInfo.InvariantCulture) + 5);
        var pairs = await store.GetManyAsync([.. numbers.SelectMany(n => (string[])[$"{n}/a", $"{n}/b"])], Cancellation);

        Assert.Superset(acknowledged.ToHashSet(), pairs.Values.Select(item => item.Value).ToHashSet());
        Assert.All(pairs.Values.GroupBy(item => item.Value), pair => Assert.Equal(2, pair.Count()));
        Assert.Equal(2 * int.Parse(last, CultureInfo.InvariantCulture), pairs.Count);
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_a_new_file_lose_no_change()
    {
        const int Times = 60;
        using var one = ChildProcess.Start("count", _folder.StateFile, $"{Times}");
        using var two = ChildProcess.Start("count", _folder.StateFile, $"{Times}");
        using var three = ChildProcess.Start("count", _folder.StateFile, $"{Times}");

        foreach (var child in (ChildProcess[])[one, two, three])
        {
            var (code, _, error) = await child.EndAsync();
            Assert.Equal((0, ""), (code, error));
        }

        Assert.Equal($"{3 * Times}", (await _folder.Store().GetAsync("counter", Cancellation))?.Value);
    }

    /// <summary>Opening the file a second time must not let go of the locks of the first, or the other process takes the log away.</summary>
    [Fact]
    public async Task Two_stores_in_a_process_and_another_process_see_the_same()
    {
        var (one, other) = (_folder.Store(), _folder.Store());
        Assert.True(await one.TransactAsync([StateOperation.Create("eerst", "-")], Cancellation));
        Assert.NotNull(await other.GetAsync("eerst", Cancellation));
        using (var child = ChildProcess.Start("count", _folder.StateFile, "5"))
        {
            Assert.Equal(0, (await child.EndAsync()).Code);
        }

        Assert.Equal("5", (await one.GetAsync("counter", Cancellation))?.Value);
        Assert.True(await one.TransactAsync([StateOperation.Create("later", "-")], Cancellation));
        Assert.NotNull(await _folder.Store().GetAsync("later", Cancellation));
    }

    private async Task<List<string>> KilledWhileWritingAsync(int after)
    {
        using var child = ChildProcess.Start("write", _folder.StateFile);
        var lines = new List<string>();
        while (lines.Count < after)
        {
            lines.Add(await child.LineAsync() ?? throw new InvalidOperationException($"The child ended: {(await child.EndAsync()).Error}"));
        }

        child.Kill();

        // What is still in the pipe was acknowledged too; of a line that was cut nothing is known.
        var (_, output, _) = await child.EndAsync();
        lines.AddRange(output.Split('\n').SkipLast(1).Select(line => line.Trim()));
        return lines;
    }
}
