using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Sidecar.Tests.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>
/// Where building blocks come from: components with settings that choose them. It says nothing of how they work.
/// </summary>
public abstract class Place : IAsyncLifetime
{
    /// <summary>32 bytes, for this run only: a component does not start without it.</summary>
    protected static readonly string PersonalDataKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Others end a log soon, and the index has pages of a few ids and takes in what there is at once: all of it happens in a test.</summary>
    private static readonly (string Name, string? Value)[] s_quick =
    [
        ("State:HeartbeatInterval", "00:00:00.5"), ("State:HeartbeatLife", "00:00:02"), ("State:AnswerTimeout", "00:00:02"),
        ("State:PageIds", "4"), ("State:FoldEntries", "1"), ("State:FoldQuiet", "00:00:00.01"),
    ];

    private readonly ShiftedTime _time = new();
    private readonly EventLog _events = new();
    private Replica? _component;
    private Replica? _other;
    private (string Name, string? Value)[] _settings = [];

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
    public EventLog Events => _events;

    /// <summary>The events that were handled, each as often as that was in effect.</summary>
    public async Task<IReadOnlyList<Gebeurd>> HandledAsync(CancellationToken cancellationToken)
    {
        var (tenant, handled) = (Oin.Parse(ComponentSettings.Oin), new List<Gebeurd>());
        DocumentPage<Gebeurd> page;
        for (Guid? after = null; ; after = page.Next)
        {
            page = await Documents.ListAsync(EventLog.Effects, tenant, after, 100, cancellationToken);
            handled.AddRange(page.Items.Select(item => item.Data));
            if (page.Next is null)
            {
                return handled;
            }
        }
    }

    /// <summary>The time of the component.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    public IInvocation Invocation => Services.GetRequiredService<IInvocation>();

    public IDocuments Documents => _component!.Documents;

    /// <summary>The port on which the component listens; 0 for any.</summary>
    protected virtual int Port => 0;

    private IServiceProvider Services => _component!.Services;

    /// <summary>The clock of the component, and of what a test stands in for.</summary>
    private protected ShiftedTime Time => _time;

    public async ValueTask InitializeAsync()
    {
        if (Absent is not null)
        {
            return;
        }

        _settings = [("Component:AppId", AppId), .. await SettingsAsync()];
        _component = await Replica.StartAsync(_settings, Port, _time, _events);
        _events.Follow(Services.GetRequiredService<IMeterFactory>());
        await StartedAsync(_component.Port);
    }

    /// <summary>Starts one more replica of the component, which a test may cut off.</summary>
    public Task<Replica> StartReplicaAsync(params (string Name, string? Value)[] settings) =>
        Replica.StartAsync([.. _settings, .. s_quick, .. settings], 0, _time, _events);

    /// <summary>Another replica, for as long as the place is there.</summary>
    public async Task<Replica> OtherAsync() => _other ??= await StartReplicaAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in new[] { _other, _component }.OfType<Replica>())
        {
            await replica.DisposeAsync();
        }

        _events.Dispose();
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Whether a key that expired can be created at once. On MySQL it cannot until the store has cleaned up: what is repeated between the two
    /// is refused, and nothing is done twice or in half (<c>MySqlExpiryTests</c>).
    /// </summary>
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
}
