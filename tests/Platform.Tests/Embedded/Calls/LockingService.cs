using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.Embedded.Calls;

/// <summary>Another program that takes the lock of the file while a component starts, and keeps it.</summary>
internal sealed class LockingService(string file) : IHostedService, IDisposable
{
    private readonly SqliteConnection _connection = new($"Data Source={file};Pooling=False");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _connection.OpenAsync(cancellationToken);
        await using var command = _connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _connection.Dispose();
}
