using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Subscriptions and events in the file, within a transaction that is open.</summary>
internal sealed class EventStatements : IDisposable
{
    private readonly SqliteStatement _unsubscribe;
    private readonly SqliteStatement _subscribe;
    private readonly SqliteStatement _isHeard;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _deliver;
    private readonly SqliteStatement _forgetOld;
    private readonly SqliteStatement _removeOld;

    public EventStatements(SqliteConnection connection)
    {
        const string Old = "SELECT number FROM event WHERE published <= ?1 ORDER BY published, number LIMIT ?2";

        _unsubscribe = new(connection, "DELETE FROM subscription WHERE app = ?1");
        _subscribe = new(connection, "INSERT INTO subscription (topic, app) SELECT DISTINCT value, ?1 FROM json_each(?2)");
        _isHeard = new(connection, "SELECT 1 FROM subscription WHERE topic = ?1 LIMIT 1");
        _add = new(connection, "INSERT INTO event (topic, content, trace, published) VALUES (?1, ?2, ?3, ?4)");
        _deliver = new(
            connection,
            """
            INSERT INTO delivery (event, app, topic, tries, due)
            SELECT last_insert_rowid(), app, topic, 0, ?2 FROM subscription WHERE topic = ?1
            """);
        _forgetOld = new(connection, $"DELETE FROM delivery WHERE event IN ({Old})");
        _removeOld = new(connection, $"DELETE FROM event WHERE number IN ({Old})");
    }

    /// <summary>What the component listens to from now on, in place of what it listened to before.</summary>
    public void Subscribe(string app, IEnumerable<string> topics)
    {
        _unsubscribe.Bind(1, app).Run();
        _subscribe.Bind(1, app).Bind(2, JsonList.Of(topics)).Run();
    }

    /// <summary>Keeps an event for each component that listens to its topic.</summary>
    /// <returns><see langword="false"/> where nobody does: the event is not kept.</returns>
    public bool Publish(string topic, string content, string trace, long now)
    {
        if (!IsHeard(topic))
        {
            return false;
        }

        _add.Bind(1, topic).Bind(2, content).Bind(3, trace).Bind(4, now).Run();
        _deliver.Bind(1, topic).Bind(2, now).Run();
        return true;
    }

    /// <summary>Removes events that were published before a moment, the oldest first.</summary>
    /// <returns>How many deliveries will not be.</returns>
    public int RemoveOld(long before, int most)
    {
        var unheard = _forgetOld.Bind(1, before).Bind(2, most).Run();
        _removeOld.Bind(1, before).Bind(2, most).Run();
        return unheard;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_unsubscribe, _subscribe, _isHeard, _add, _deliver, _forgetOld, _removeOld])
        {
            statement.Dispose();
        }
    }

    private bool IsHeard(string topic)
    {
        var heard = _isHeard.Bind(1, topic).Step();
        _isHeard.Reset();
        return heard;
    }
}
