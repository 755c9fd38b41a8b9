using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>The broker's part of the state file: its transactions take their turn with all others that write.</summary>
internal sealed class BrokerFile(SqliteFile file, IOptions<EmbeddedOptions> options) : IDisposable
{
    private readonly KeptConnection<BrokerConnection> _connection = new(file, connection => new BrokerConnection(connection, options.Value.AppId));
    private bool _disposed;

    /// <summary>Reads, or does something small, outside a transaction.</summary>
    /// <exception cref="EventBrokerException">The file failed; the message says why and what to do.</exception>
    public Task<T> ReadAsync<T>(Func<BrokerConnection, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return file.WriteAsync(() => Run(read), cancellationToken);
    }

    /// <summary>Does all of it in one transaction, or nothing.</summary>
    /// <exception cref="EventBrokerException">The file failed; the message says why and what to do.</exception>
    public Task<T> TransactAsync<T>(Func<BrokerConnection, T> work, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Transact(work), cancellationToken);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            file.WhenIdle(_connection.Dispose);
        }
    }

    private T Run<T>(Func<BrokerConnection, T> work)
    {
        try
        {
            return _connection.Use(work);
        }
        catch (StateStoreException trouble)
        {
            throw new EventBrokerException(trouble.Message, trouble);
        }
    }
}
