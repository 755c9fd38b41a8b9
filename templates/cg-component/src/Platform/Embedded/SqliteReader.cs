using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>A connection that reads, for one thread at a time. A writer does not make it wait (write-ahead log).</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _get;
    private readonly SqliteStatement _getMany;

    public SqliteReader(SqliteConnection connection)
    {
        _connection = connection;
        _get = new(connection, "SELECT value, etag FROM state WHERE key = ?1 AND (expires IS NULL OR expires > ?2)");
        _getMany = new(
            connection,
            """
            SELECT wanted.key, state.value, state.etag
            FROM json_each(?1) AS wanted CROSS JOIN state ON state.key = wanted.value
            WHERE state.expires IS NULL OR state.expires > ?2
            """);
    }

    public StateItem? Get(string key, long now)
    {
        if (!_get.Bind(1, key).Bind(2, now).Step())
        {
            return null;
        }

        var item = new StateItem(_get.Text(0), _get.Text(1));
        _get.Reset();
        return item;
    }

    /// <summary>Reads the keys that exist, by the place that each has in <paramref name="keys"/>.</summary>
    public Dictionary<string, StateItem> GetMany(string prefix, string[] keys, long now)
    {
        var items = new Dictionary<string, StateItem>(keys.Length, StringComparer.Ordinal);
        _getMany.Bind(1, JsonList.Of(keys.Select(key => prefix + key))).Bind(2, now);
        while (_getMany.Step())
        {
            items[keys[_getMany.Number(0)]] = new(_getMany.Text(1), _getMany.Text(2));
        }

        return items;
    }

    public void Dispose()
    {
        _get.Dispose();
        _getMany.Dispose();
        _connection.Dispose();
    }
}
