using Microsoft.Data.Sqlite;

namespace CommonGround.Tools.Faults;

/// <summary>Another program that holds the write lock of the state file for a while.</summary>
internal sealed class FileLock(string stateFile)
{
    public async Task HoldAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={stateFile};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var writing = connection.BeginTransaction(deferred: false);
        await Task.Delay(time, cancellationToken);
        await writing.RollbackAsync(cancellationToken);
    }
}
