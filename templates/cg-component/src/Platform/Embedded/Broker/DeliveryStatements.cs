using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>What one component is still to hear. Of its replicas one has a delivery at a time, for as long as the lease says.</summary>
internal sealed class DeliveryStatements : IDisposable
{
    private readonly string _app;
    private readonly SqliteStatement _next;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _lease;
    private readonly SqliteStatement _again;
    private readonly SqliteStatement _release;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _endOwn;
    private readonly SqliteStatement _remove;

    public DeliveryStatements(SqliteConnection connection, string app)
    {
        const string Mine = "WHERE event = ?1 AND app = ?2 AND lease = ?3";

        _app = app;
        _next = new(
            connection,
            "SELECT due FROM delivery WHERE app = ?1 AND topic IN (SELECT value FROM json_each(?2)) ORDER BY due LIMIT 1");
        _due = new(
            connection,
            """
            SELECT delivery.event, delivery.topic, event.content, event.trace, delivery.tries
            FROM delivery JOIN event ON event.number = delivery.event
            WHERE delivery.app = ?1 AND delivery.due <= ?2 AND delivery.topic IN (SELECT value FROM json_each(?3))
            ORDER BY delivery.due, delivery.event LIMIT ?4
            """);
        _lease = new(connection, "UPDATE delivery SET tries = ?3, due = ?4, lease = ?5 WHERE event = ?1 AND app = ?2");
        _again = new(connection, $"UPDATE delivery SET due = ?4, lease = NULL {Mine}");
        _release = new(connection, $"UPDATE delivery SET due = ?4, lease = NULL, tries = tries - 1 {Mine}");
        _end = new(connection, "DELETE FROM delivery WHERE event = ?1 AND app = ?2");
        _endOwn = new(connection, $"DELETE FROM delivery {Mine}");
        _remove = new(connection, "DELETE FROM event WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM delivery WHERE event = ?1)");
    }

    /// <summary>When the next delivery is due, in milliseconds since 1970, if there is one.</summary>
    public long? Next(byte[] topics)
    {
        long? due = _next.Bind(1, _app).Bind(2, topics).Step() ? _next.LongNumber(0) : null;
        _next.Reset();
        return due;
    }

    /// <summary>Takes what is due, the oldest first.</summary>
    public List<Delivery> Lease(byte[] topics, int most, long now, TimeSpan life)
    {
        var taken = new List<Delivery>();
        _due.Bind(1, _app).Bind(2, now).Bind(3, topics).Bind(4, most);
        while (_due.Step())
        {
            taken.Add(new(
                _due.LongNumber(0), _due.Text(1), _due.Text(2), _due.Text(3), _due.Number(4) + 1, Guid.NewGuid().ToString("N")));
        }

        foreach (var delivery in taken)
        {
            _lease.Bind(1, delivery.Event).Bind(2, _app).Bind(3, delivery.Tries)
                .Bind(4, now + (long)life.TotalMilliseconds).Bind(5, delivery.Lease).Run();
        }

        return taken;
    }

    /// <summary>Ends a delivery.</summary>
    /// <returns>
    /// <see langword="false"/> where another replica has it by now, because the lease ended; nothing was changed. What was handled is
    /// ended all the same.
    /// </returns>
    public bool Settle(Settled settled)
    {
        var changed = settled.End switch
        {
            DeliveryEnd.Handled => _end.Bind(1, settled.Delivery.Event).Bind(2, _app).Run(),
            DeliveryEnd.Again => Mine(_again, settled.Delivery).Bind(4, settled.Due).Run(),
            DeliveryEnd.Released => Mine(_release, settled.Delivery).Bind(4, settled.Due).Run(),
            _ => Mine(_endOwn, settled.Delivery).Run(),
        };
        if (settled.End is DeliveryEnd.Handled or DeliveryEnd.DeadLettered)
        {
            _remove.Bind(1, settled.Delivery.Event).Run();
        }

        return changed > 0;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_next, _due, _lease, _again, _release, _end, _endOwn, _remove])
        {
            statement.Dispose();
        }
    }

    private SqliteStatement Mine(SqliteStatement statement, Delivery delivery) =>
        statement.Bind(1, delivery.Event).Bind(2, _app).Bind(3, delivery.Lease);
}
