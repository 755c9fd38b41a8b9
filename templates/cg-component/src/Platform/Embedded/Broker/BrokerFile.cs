using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>The broker's part of the state file: one transaction at a time in this process, and in turn with other processes.</summary>
internal sealed class BrokerFile(IOptions<EmbeddedOptions> options) : IDisposable
{
    private readonly SqliteFile _file = new(options.Value.File, options.Value.LockWait, options.Value.LargestFile);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private BrokerConnection? _connection;
    private bool _disposed;

    /// <summary>Reads, or does something small, outside a transaction.</summary>
    /// <exception cref="EventBrokerException">The file failed; the message says why and what to do.</exception>
    public Task<T> ReadAsync<T>(Func<BrokerConnection, T> read, CancellationToken cancellationToken) => RunAsync(read, cancellationToken);

    /// <summary>Does all of it in one transaction, or nothing.</summary>
    /// <exception cref="EventBrokerException">The file failed; the message says why and what to do.</exception>
    public Task<T> TransactAsync<T>(Func<BrokerConnection, T> work, CancellationToken cancellationToken) =>
        RunAsync(connection => connection.Transact(work), cancellationToken);

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _turn.Wait();
        _connection?.Dispose();
        _turn.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<BrokerConnection, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _turn.WaitAsync(cancellationToken);

        // On a thread of its own, since a commit waits for the disk; and to its end, whoever stops waiting for it.
        return await Task.Run(() => Run(work), CancellationToken.None).WaitAsync(cancellationToken);
    }

    private T Run<T>(Func<BrokerConnection, T> work)
    {
        try
        {
            _connection ??= new BrokerConnection(_file.Open(), options.Value.AppId);
            return work(_connection);
        }
        catch (SqliteException trouble)
        {
            // Closing the connection ends whatever was open on it; the next transaction opens another.
            _connection?.Dispose();
            _connection = null;
            throw new EventBrokerException(SqliteTrouble.Explain(trouble, _file.Path), trouble);
        }
        catch (StateStoreException trouble)
        {
            throw new EventBrokerException(trouble.Message, trouble);
        }
        finally
        {
            _turn.Release();
        }
    }
}
