using CommonGround.Platform;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Sidecar.Tests.Contracts.Events;
using CommonGround.Sidecar.Tests.Contracts.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>A component of the contracts: a component's own composition, with settings that choose what it stands on.</summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly WebApplication _component;

    private Replica(WebApplication component) => _component = component;

    public IServiceProvider Services => _component.Services;

    public IDocuments Documents => Services.GetRequiredService<IDocuments>();

    public Line Line => Services.GetRequiredService<Line>();

    public int Port => new Uri(_component.Urls.Single()).Port;

    /// <param name="settings">A later one counts.</param>
    /// <param name="port">Where it listens; 0 for any.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="events">Who handles the events that come to it.</param>
    internal static async Task<Replica> StartAsync(IEnumerable<(string Name, string? Value)> settings, int port, TimeProvider time, EventLog events)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(time);
        ForgetFiles(builder.Configuration);
        builder.Configuration.AddInMemoryCollection(ComponentSettings.All([.. settings]));
        builder.AddCommonGround();
        builder.PublishEvent<Proefbericht>(EventLog.Type, EventLog.Topic);
        builder.Services.AddSingleton<Line>();
        PutBefore<IStateStore>(builder.Services, static (store, line) => new LineStore(store, line));
        PutBefore<IEventBroker>(builder.Services, static (broker, line) => new LineBroker(broker, line));
        builder.Logging.ClearProviders();
        var component = builder.Build();
        component.UseCommonGround();
        component.Subscribe<Proefbericht>(EventLog.Topic, EventLog.Type, events.HandleAsync, EventTenant.Own, WhichEvents.Every);
        component.MapEcho();
        await component.StartAsync();
        await KeysAreThereAsync(component.Services.GetRequiredService<ITenantKeys>());
        return new Replica(component);
    }

    public async ValueTask DisposeAsync()
    {
        await _component.StopAsync();
        await _component.DisposeAsync();
    }

    /// <summary>Beside a sidecar the keys come after the start, and readiness waits for them: so do the tests, which call what is behind it.</summary>
    private static async Task KeysAreThereAsync(ITenantKeys keys)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                _ = keys.Current;
                return;
            }
            catch (TenantKeysMissingException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(20);
            }
        }
    }

    private static void PutBefore<T>(IServiceCollection services, Func<T, Line, T> before)
        where T : class
    {
        var offered = services.Last(service => service.ServiceType == typeof(T) && !service.IsKeyedService);
        services.AddSingleton(provider => before(
            (T)(offered.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, offered.ImplementationType!)),
            provider.GetRequiredService<Line>()));
    }

    /// <summary>The settings of the component that these tests start as a process lie beside them; they are not for this one.</summary>
    private static void ForgetFiles(ConfigurationManager configuration)
    {
        foreach (var file in configuration.Sources.OfType<JsonConfigurationSource>().ToList())
        {
            configuration.Sources.Remove(file);
        }
    }
}
