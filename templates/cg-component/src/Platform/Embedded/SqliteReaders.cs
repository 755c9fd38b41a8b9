using System.Collections.Concurrent;

namespace CommonGround.Platform.Embedded;

/// <summary>Keeps readers open between requests. Nobody waits for one: whoever finds none opens another.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    /// <summary>Reading does not wait, so more than a few per processor are only used in a burst.</summary>
    private readonly int _kept = 2 * Environment.ProcessorCount;

    private readonly ConcurrentQueue<SqliteReader> _idle = [];
    private volatile bool _disposed;

    public SqliteReader Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _idle.TryDequeue(out var reader) ? reader : new SqliteReader(file.Open());
    }

    /// <summary>Takes a reader back that did what was asked. One that failed is disposed instead.</summary>
    public void Return(SqliteReader reader)
    {
        if (_disposed || _idle.Count >= _kept)
        {
            reader.Dispose();
            return;
        }

        _idle.Enqueue(reader);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryDequeue(out var reader))
        {
            reader.Dispose();
        }
    }
}
