using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Start;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Embedded;

public sealed class SqliteTroubleTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public SqliteTroubleTests() => Directory.CreateDirectory(Path.GetDirectoryName(_folder.StateFile)!);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left()
    {
        var text = new string('x', 10_000);
        await File.WriteAllTextAsync(_folder.StateFile, text, Cancellation);

        await FailsAsync("is not an SQLite database");

        Assert.Equal(text, await File.ReadAllTextAsync(_folder.StateFile, Cancellation));
    }

    [Theory]
    [InlineData("CREATE TABLE other (id INTEGER)")]
    [InlineData("PRAGMA application_id = 1")]
    [InlineData("PRAGMA application_id = 0x43477374; PRAGMA user_version = 99")]
    public async Task A_database_that_is_not_ours_is_named_and_left(string sql)
    {
        Run(sql);

        await FailsAsync("database of another program, or of another version");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Root, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        using var store = EmbeddedFolder.Open(Path.Combine(file, "state.db"));

        var failed = await Assert.ThrowsAsync<StateStoreException>(() => store.GetAsync("a", Cancellation));

        Assert.Contains($"'{Path.Combine(file, "state.db")}' cannot be made or written", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_stays_locked_fails_the_transaction_and_not_the_next()
    {
        var log = new ListedLog();
        using var store = EmbeddedFolder.Open(
            new EmbeddedOptions { File = _folder.StateFile, AppId = "app", LockWait = TimeSpan.FromMilliseconds(50) }, null, log);
        store.Open();
        using (var other = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False"))
        {
            other.Open();
            using var writing = other.BeginTransaction(deferred: false);

            Assert.False(await store.TransactAsync([StateOperation.Create("a", "een")], Cancellation));
            Assert.Contains("stayed locked", Assert.Single(log.Lines), StringComparison.Ordinal);
        }

        Assert.True(await store.TransactAsync([StateOperation.Create("a", "een")], Cancellation));
    }

    [Theory]
    [InlineData(5, "stayed locked")]
    [InlineData(8, "cannot be written")]
    [InlineData(11, "is damaged")]
    [InlineData(13, "is full")]
    [InlineData(14, "cannot be written")]
    [InlineData(26, "is not an SQLite database")]
    [InlineData(10, "disk I/O error")]
    public void Each_error_names_the_file_and_what_is_wrong(int code, string text)
    {
        var explanation = SqliteTrouble.Explain(new SqliteException("disk I/O error", code), "/data/state.db");

        Assert.Contains("'/data/state.db'", explanation, StringComparison.Ordinal);
        Assert.Contains(text, explanation, StringComparison.Ordinal);
    }

    /// <summary>Reads say it in the exception, transactions in the log, and the start in the refusal.</summary>
    private async Task FailsAsync(string text)
    {
        var log = new ListedLog();
        var store = _folder.Store(logger: log);

        var read = await Assert.ThrowsAsync<StateStoreException>(() => store.GetAsync("a", Cancellation));
        var many = await Assert.ThrowsAsync<StateStoreException>(() => store.GetManyAsync(["a"], Cancellation));
        var start = await Assert.ThrowsAsync<StartupRefusedException>(() => new EmbeddedStart(store).StartingAsync(Cancellation));
        Assert.False(await store.TransactAsync([StateOperation.Write("a", "-")], Cancellation));

        Assert.All([read.Message, many.Message, start.Message, log.Lines.Single()], message =>
        {
            Assert.Contains(text, message, StringComparison.Ordinal);
            Assert.Contains(_folder.StateFile, message, StringComparison.Ordinal);
        });
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class ListedLog : ILogger<SqliteStateStore>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
