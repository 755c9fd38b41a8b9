using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Embedded;

/// <summary>What the embedded store has beyond the contract: files, rights, and several components on one of them.</summary>
public sealed class SqliteStateStoreTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        StateItem? before;
        using (var store = EmbeddedFolder.Open(_folder.StateFile))
        {
            await store.TransactAsync([StateOperation.Create("a", "een", TimeSpan.FromDays(1))], Cancellation);
            before = await store.GetAsync("a", Cancellation);
        }

        Assert.NotNull(before);
        Assert.Equal(before, await _folder.Store().GetAsync("a", Cancellation));
    }

    [Fact]
    public async Task Components_on_one_file_see_their_own_keys_only()
    {
        var (one, other) = (_folder.Store("one"), _folder.Store("other"));
        Assert.True(await one.TransactAsync([StateOperation.Create("a", "van one")], Cancellation));
        Assert.True(await other.TransactAsync([StateOperation.Create("a", "van other")], Cancellation));

        Assert.Equal("van one", (await one.GetAsync("a", Cancellation))?.Value);
        Assert.Equal("van other", (await other.GetManyAsync(["a"], Cancellation))["a"].Value);
        Assert.Equal(["one||a", "other||a"], Rows("SELECT key FROM state ORDER BY key"));
    }

    [Fact]
    public async Task Two_stores_of_one_component_share_its_keys()
    {
        var (one, other) = (_folder.Store(), _folder.Store());
        Assert.True(await one.TransactAsync([StateOperation.Create("a", "een")], Cancellation));

        Assert.False(await other.TransactAsync([StateOperation.Create("a", "twee")], Cancellation));
        Assert.Equal("een", (await other.GetAsync("a", Cancellation))?.Value);
    }

    [Fact]
    public async Task Reading_does_not_wait_for_a_writer()
    {
        var store = _folder.Store();
        await store.TransactAsync([StateOperation.Create("a", "een")], Cancellation);

        using var writer = Connect();
        using var writing = writer.BeginTransaction(deferred: false);

        Assert.Equal("een", (await store.GetAsync("a", Cancellation))?.Value);
    }

    [Fact]
    public async Task Many_readers_and_writers_at_once_see_whole_transactions()
    {
        var store = _folder.Store();
        await store.TransactAsync([StateOperation.Write("a", "0"), StateOperation.Write("b", "0")], Cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var pair = await store.GetManyAsync(["a", "b"], Cancellation);
                Assert.Equal(pair["a"].Value, pair["b"].Value);
            }
        })).ToArray();
        for (var n = 1; n <= 200; n++)
        {
            Assert.True(await store.TransactAsync([StateOperation.Write("a", $"{n}"), StateOperation.Write("b", $"{n}")], Cancellation));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Expired_rows_are_removed_on_the_way()
    {
        var time = new ManualTime();
        var store = _folder.Store(time: time);
        for (var n = 0; n < 250; n++)
        {
            await store.TransactAsync([StateOperation.Create($"{n}", "-", TimeSpan.FromSeconds(1))], Cancellation);
        }

        time.Pass(TimeSpan.FromHours(1));
        foreach (var name in new[] { "a", "b", "c" })
        {
            await store.TransactAsync([StateOperation.Create(name, "-")], Cancellation);
        }

        Assert.Equal(["app||a", "app||b", "app||c"], Rows("SELECT key FROM state ORDER BY key"));
    }

    [Fact]
    public void Commits_wait_for_the_disk()
    {
        using var connection = new SqliteFile(Options.Create(new EmbeddedOptions { File = _folder.StateFile })).Open();

        Assert.Equal(["2"], Rows("PRAGMA synchronous", connection)); // FULL
        Assert.Equal(["wal"], Rows("PRAGMA journal_mode", connection));
    }

    [Fact]
    public async Task Only_their_owner_can_read_the_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await _folder.Store().TransactAsync([StateOperation.Create("a", "een")], Cancellation);

        string[] files = [_folder.StateFile, _folder.StateFile + "-wal", _folder.StateFile + "-shm"];

        Assert.All(files, file => Assert.Equal("UserRead, UserWrite", EmbeddedFolder.Mode(file)));
        Assert.Equal("UserExecute, UserRead, UserWrite", EmbeddedFolder.Mode(Path.GetDirectoryName(_folder.StateFile)!));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False");
        connection.Open();
        return connection;
    }

    private List<string> Rows(string sql, SqliteConnection? on = null)
    {
        using var own = on is null ? Connect() : null;
        using var command = (on ?? own)!.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
