using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded.Calls;

/// <summary>A connection that looks components up, for one thread at a time.</summary>
internal sealed class FoundComponents(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _find = new(connection, "SELECT port, process, started FROM component WHERE app = ?1 ORDER BY port");

    /// <summary>The ports of those that run.</summary>
    public List<int> Ports(string app)
    {
        var ports = new List<int>();
        _find.Bind(1, app);
        while (_find.Step())
        {
            if (ProcessMark.Of(_find.Number(1)) == _find.Text(2))
            {
                ports.Add(_find.Number(0));
            }
        }

        return ports;
    }

    public void Dispose()
    {
        _find.Dispose();
        connection.Dispose();
    }
}
