using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// The state file: opens connections to it, makes file and tables where they are absent, and lets one of this process write at a time. SQLite
/// itself would let the others sleep and try again, in no order; that is left for other processes.
/// </summary>
internal sealed class SqliteFile(IOptions<EmbeddedOptions> options) : IDisposable
{
    /// <summary>Less would not hold a component's first documents.</summary>
    public const long SmallestLimit = 1024 * 1024;

    /// <summary>
    /// One for the process: on Unix, closing a file lets go of all locks that the process has on it, those of open connections too. So the file
    /// is opened as a file only to make it, while nobody in this process can have a connection to it.
    /// </summary>
    private static readonly Lock s_preparing = new();

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = options.Value.File,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(options.Value.LockWait.TotalSeconds),
    }.ConnectionString;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile bool _prepared;

    public string Path => options.Value.File;

    /// <exception cref="StateStoreException">The file cannot be used; the message says why and what to do.</exception>
    public SqliteConnection Open()
    {
        try
        {
            Prepare();
            return Connect();
        }
        catch (SqliteException trouble)
        {
            throw new StateStoreException(SqliteTrouble.Explain(trouble, Path), trouble);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException(
                $"The state file '{Path}' cannot be made or written: {trouble.Message} Give the folder to this user, or set Embedded:File.", trouble);
        }
    }

    /// <summary>Writes when it is this one's turn, first come, first served.</summary>
    public async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);

        // On a thread of its own, since a commit waits for the disk; and to its end, whoever stops waiting for it.
        return await Task.Run(() => Release(write), CancellationToken.None).WaitAsync(cancellationToken);
    }

    /// <summary>Does something when nobody writes, on the caller's thread.</summary>
    public void WhenIdle(Action act)
    {
        _writing.Wait();
        Release(() =>
        {
            act();
            return true;
        });
    }

    public void Dispose() => _writing.Dispose();

    private T Release<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Prepare()
    {
        if (_prepared)
        {
            return;
        }

        lock (s_preparing)
        {
            if (_prepared)
            {
                return;
            }

            PrivateFiles.CreateFolderOf(Path);
            if (!File.Exists(Path))
            {
                PrivateFiles.Open(Path, FileMode.OpenOrCreate).Dispose();
            }

            using var connection = Connect();
            SqliteTables.Create(connection, Path);
            _prepared = true;
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            SqliteTables.Execute(connection, $"PRAGMA busy_timeout = {(long)options.Value.LockWait.TotalMilliseconds}");
            if (SqliteTables.Execute(connection, "PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new StateStoreException($"The file system of '{Path}' has no write-ahead log. Set Embedded:File to a local disk.");
            }

            SqliteTables.Execute(connection, "PRAGMA synchronous = FULL");
            if (options.Value.LargestFile > 0)
            {
                SqliteTables.Execute(connection, $"PRAGMA max_page_count = {options.Value.LargestFile / (long)SqliteTables.Execute(connection, "PRAGMA page_size")!}");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
