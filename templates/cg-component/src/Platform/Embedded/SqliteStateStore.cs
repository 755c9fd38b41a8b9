using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// The state store in one SQLite file, which behaves as Dapr does on PostgreSQL. Several components, and several processes, may
/// use the file at once.
/// </summary>
internal sealed partial class SqliteStateStore : IStateStore, IDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteReaders _readers;
    private readonly KeptConnection<SqliteWriter> _writer;
    private readonly string _prefix;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteStateStore> _logger;
    private bool _disposed;

    public SqliteStateStore(SqliteFile file, IOptions<EmbeddedOptions> options, TimeProvider time, ILogger<SqliteStateStore> logger)
    {
        _file = file;
        _readers = new SqliteReaders(file);
        _writer = new(file, static connection => new SqliteWriter(connection));
        _prefix = options.Value.AppId + StateLimits.Separator;
        _time = time;
        _logger = logger;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes the file where it is absent, and tries that it can be used.</summary>
    /// <exception cref="StateStoreException">It cannot; the message says why.</exception>
    public void Open() => _readers.Return(_readers.Rent());

    public Task<StateItem?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StateLimits.Check(key);
        return Read(reader => reader.Get(_prefix + key, Now), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, StateItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] wanted = [.. keys];
        Array.ForEach(wanted, StateLimits.Check);
        return Read<IReadOnlyDictionary<string, StateItem>>(reader => reader.GetMany(_prefix, wanted, Now), cancellationToken);
    }

    public Task<bool> TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        StateLimits.Check(operations);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _file.WriteAsync(() => Write(operations), cancellationToken);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _file.WhenIdle(_writer.Dispose);
        _readers.Dispose();
    }

    /// <summary>Reads on the caller's thread: it takes microseconds, less than handing it over.</summary>
    private Task<T> Read<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        SqliteReader? reader = null;
        try
        {
            reader = _readers.Rent();
            var result = read(reader);
            _readers.Return(reader);
            return Task.FromResult(result);
        }
        catch (SqliteException trouble)
        {
            reader?.Dispose();
            return Task.FromException<T>(new StateStoreException(SqliteTrouble.Explain(trouble, _file.Path), trouble));
        }
        catch (StateStoreException trouble)
        {
            return Task.FromException<T>(trouble);
        }
    }

    private bool Write(IReadOnlyList<StateOperation> operations)
    {
        try
        {
            if (_writer.Use(writer => writer.Transact(_prefix, operations, Now)) is { } refused)
            {
                Log.Refused(_logger, refused.Key, refused.Condition);
                return false;
            }

            return true;
        }
        catch (StateStoreException trouble)
        {
            Log.Failed(_logger, trouble.Message, trouble);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A transaction was refused: {Key} did not meet {Condition}")]
        public static partial void Refused(ILogger logger, string key, StateCondition condition);

        [LoggerMessage(2, LogLevel.Error, "A transaction failed. {Explanation}")]
        public static partial void Failed(ILogger logger, string explanation, Exception exception);
    }
}
