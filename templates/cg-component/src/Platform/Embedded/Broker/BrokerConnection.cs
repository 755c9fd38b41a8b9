using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>The broker's connection to the file, for one thread at a time.</summary>
internal sealed class BrokerConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;

    public BrokerConnection(SqliteConnection connection, string app)
    {
        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        Publishing = new(connection);
        Deliveries = new(connection, app);
    }

    public EventStatements Publishing { get; }

    public DeliveryStatements Deliveries { get; }

    /// <summary>Does all of it, or nothing.</summary>
    /// <exception cref="SqliteException">It failed. Dispose the connection: the transaction may be open.</exception>
    public T Transact<T>(Func<BrokerConnection, T> work)
    {
        _begin.Run();
        try
        {
            var result = work(this);
            _commit.Run();
            return result;
        }
        catch (Exception trouble) when (trouble is not SqliteException)
        {
            _rollback.Run();
            throw;
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        Publishing.Dispose();
        Deliveries.Dispose();
        _connection.Dispose();
    }
}
