using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using CommonGround.Platform;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Sidecar.Tests.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>
/// Where building blocks come from: a component's own composition, with settings that choose them. It says nothing of how they work.
/// </summary>
public abstract class Place : IAsyncLifetime
{
    /// <summary>32 bytes, for this run only: a component does not start without it.</summary>
    protected static readonly string PersonalDataKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly ShiftedTime _time = new();
    private WebApplication? _component;
    private EventLog? _events;

    /// <summary>Why it is not there, or <see langword="null"/>.</summary>
    public virtual string? Absent => null;

    /// <summary>The component's own app-id.</summary>
    public virtual string AppId => "proef";

    /// <summary>Why nobody reaches the component here, or <see langword="null"/>.</summary>
    public virtual string? Unreachable => null;

    /// <summary>How long what must come about may take.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    public IStateStore State => Services.GetRequiredService<IStateStore>();

    public ISecretStore Secrets => Services.GetRequiredService<ISecretStore>();

    public IEventBroker Broker => Services.GetRequiredService<IEventBroker>();

    /// <summary>The handler of the events that the component subscribes to.</summary>
    public EventLog Events => _events!;

    /// <summary>The ids of the events that were handled, each as often as that was in effect.</summary>
    public async Task<IReadOnlyList<string>> HandledAsync(CancellationToken cancellationToken)
    {
        var (documents, tenant, ids) = (Services.GetRequiredService<IDocuments>(), Oin.Parse(ComponentSettings.Oin), new List<string>());
        DocumentPage<Gebeurd> page;
        for (Guid? after = null; ; after = page.Next)
        {
            page = await documents.ListAsync(EventLog.Effects, tenant, after, 100, cancellationToken);
            ids.AddRange(page.Items.Select(item => item.Data.Gebeurtenis));
            if (page.Next is null)
            {
                return ids;
            }
        }
    }

    /// <summary>The time of the component.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    public IInvocation Invocation => Services.GetRequiredService<IInvocation>();

    /// <summary>The port on which the component listens; 0 for any.</summary>
    protected virtual int Port => 0;

    protected IServiceProvider Services => _component!.Services;

    /// <summary>The clock of the component, and of what a test stands in for.</summary>
    private protected ShiftedTime Time => _time;

    public async ValueTask InitializeAsync()
    {
        if (Absent is not null)
        {
            return;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port}");
        builder.Services.AddSingleton<TimeProvider>(_time);
        ForgetFiles(builder.Configuration);
        builder.Configuration.AddInMemoryCollection(ComponentSettings.All([("Component:AppId", AppId), .. await SettingsAsync()]));
        builder.AddCommonGround();
        builder.Logging.ClearProviders();
        _component = builder.Build();
        _events = new EventLog(Services.GetRequiredService<IMeterFactory>());
        _component.UseCommonGround();
        _component.Subscribe<Proefbericht>(EventLog.Topic, EventLog.Type, _events.HandleAsync, EventTenant.Own, WhichEvents.Every);
        await _component.StartAsync();
        await StartedAsync(new Uri(_component.Urls.Single()).Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_component is not null)
        {
            await _component.StopAsync();
            await _component.DisposeAsync();
            _events!.Dispose();
        }

        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether a key that expired can be created at once: on MySQL it cannot, and nothing of the platform depends on it.</summary>
    public virtual bool CreatesWhereExpired => true;

    /// <summary>Lets time pass for the store: by its clock where that is ours, otherwise by waiting.</summary>
    public virtual Task PassAsync(TimeSpan time)
    {
        _time.Pass(time);
        return Task.CompletedTask;
    }

    /// <summary>Makes what the component is to stand on.</summary>
    /// <returns>The settings that lead to it.</returns>
    protected abstract Task<IEnumerable<(string Name, string? Value)>> SettingsAsync();

    /// <summary>The component listens.</summary>
    protected virtual Task StartedAsync(int port) => Task.CompletedTask;

    /// <summary>Takes away what was made.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>The settings of the component that these tests start as a process lie beside them; they are not for this one.</summary>
    private static void ForgetFiles(ConfigurationManager configuration)
    {
        foreach (var file in configuration.Sources.OfType<JsonConfigurationSource>().ToList())
        {
            configuration.Sources.Remove(file);
        }
    }
}
