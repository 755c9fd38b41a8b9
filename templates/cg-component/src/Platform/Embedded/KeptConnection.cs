using CommonGround.Platform.BuildingBlocks;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>A connection with its compiled statements, for one thread at a time. It is opened when it is first used, and again after a failure.</summary>
/// <param name="file">What it is opened to.</param>
/// <param name="prepare">Compiles the statements. What it returns disposes the connection too.</param>
internal sealed class KeptConnection<T>(SqliteFile file, Func<SqliteConnection, T> prepare) : IDisposable
    where T : class, IDisposable
{
    private T? _kept;
    private bool _disposed;

    /// <exception cref="StateStoreException">The file failed; the message says why and what to do.</exception>
    public TResult Use<TResult>(Func<T, TResult> use)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return use(_kept ??= Open());
        }
        catch (SqliteException trouble)
        {
            // Closing the connection ends whatever was open on it.
            _kept?.Dispose();
            _kept = null;
            throw new StateStoreException(SqliteTrouble.Explain(trouble, file.Path), trouble);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _kept?.Dispose();
        _kept = null;
    }

    private T Open()
    {
        var connection = file.Open();
        try
        {
            return prepare(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
