using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Tests.Api;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>The embedded building blocks of one component, started, with a receiver of events or without.</summary>
internal sealed class EventHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EventHost(IHost host, TestLog log) => (_host, Log) = (host, log);

    public TestLog Log { get; }

    public IServiceProvider Services => _host.Services;

    public IEventBroker Broker => _host.Services.GetRequiredService<IEventBroker>();

    public static async Task<EventHost> StartAsync(
        string file, string app, IEventReceiver? receiver = null, TimeProvider? time = null, params (string Name, string Value)[] settings)
    {
        return await StartAsync(file, app, receiver, time, null, settings);
    }

    public static async Task<EventHost> StartAsync(
        string file, string app, IEventReceiver? receiver, TimeProvider? time, ILoggerProvider? other, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            [new("Embedded:File", file), new("Embedded:AppId", app), .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]);
        builder.Services.AddEmbeddedBuildingBlocks();
        var log = new TestLog();
        builder.Logging.AddProvider(log);
        if (other is not null)
        {
            builder.Logging.AddProvider(other);
        }

        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        if (receiver is not null)
        {
            builder.Services.AddSingleton(receiver);
        }

        var host = builder.Build();
        await host.StartAsync();
        return new EventHost(host, log);
    }

    public Task<IReadOnlyList<RefusedEvent>> PublishAsync(string topic, params string[] ids) =>
        Broker.PublishAsync(topic, [.. ids.Select(id => new OutgoingEvent(id, Event(id), null))], TestContext.Current.CancellationToken);

    /// <summary>What of the broker is in the file.</summary>
    public static (long Events, long Deliveries) Kept(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return (Count("event"), Count("delivery"));

        long Count(string table)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {table}";
            return (long)command.ExecuteScalar()!;
        }
    }

    public static string Event(string id, string name = "Zoë") =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"urn:nld:oin:00000099000000001000:systeem:a","type":"nl.a.b","data":{"bedrag":1.10,"groot":9007199254740993,"naam":"{{{name}}}"}}""";

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
