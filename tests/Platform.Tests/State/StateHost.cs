using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.State;

/// <summary>State as a process has it, on a store that outlives it.</summary>
internal sealed class StateHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly StoreConnection _connection;
    private bool _stopped;

    private StateHost(ServiceProvider services, StoreConnection connection) => (_services, _connection) = (services, connection);

    public IDocuments Documents => _services.GetRequiredService<IDocuments>();

    public IStateReadiness Readiness => _services.GetRequiredService<IStateReadiness>();

    /// <param name="store">The store.</param>
    /// <param name="keys">The keys; number 1 where nothing is said.</param>
    /// <param name="settings">Settings of section <c>State</c>, as <c>("PageIds", "8")</c>.</param>
    public static Task<StateHost> StartAsync(FaultyStore store, TestKeys? keys = null, params (string Name, string Value)[] settings) =>
        StartAsync(store, [], keys, settings);

    /// <summary>With consumers beside the index.</summary>
    public static Task<StateHost> StartAsync(
        FaultyStore store, IReadOnlyList<IConsumer> consumers, TestKeys? keys = null, params (string Name, string Value)[] settings) =>
        StartAsync(store, services => consumers.ToList().ForEach(consumer => services.AddSingleton(consumer)), keys, settings);

    /// <summary>With services beside or instead of the usual ones.</summary>
    public static async Task<StateHost> StartAsync(
        FaultyStore store, Action<IServiceCollection> configure, TestKeys? keys = null, params (string Name, string Value)[] settings)
    {
        var connection = store.Connect();
        // The index follows only when a test lets it, unless the test says otherwise: unfolded entries are the harder case.
        (string Name, string Value)[] all = [("FoldQuiet", "01:00:00"), ("AnswerTimeout", "00:00:30"), .. settings];
        if (store.Time != TimeProvider.System)
        {
            // A clock that a test moves in steps moves on while a call is under way.
            all = [("StoreTimeout", "00:01:00"), .. all];
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.DistinctBy(s => s.Name).Select(s => KeyValuePair.Create($"State:{s.Name}", (string?)all.Last(l => l.Name == s.Name).Value)))
            .Build();
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IStateStore>(connection)
            .AddSingleton(store.Time)
            .AddSingleton<ITenantKeys>(keys ?? new TestKeys())
            .AddState(configuration);
        configure(collection);
        var services = collection.BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return new StateHost(services, connection);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<Document<Request>> CreateAsync(Request request, Oin? tenant = null) =>
        await Documents.ChangeAsync(tenant ?? Tenants.One, (changes, _) => Task.FromResult(changes.Create(Request.All, request)), Cancel);

    /// <summary>Creates once the store is back: what is "not done" is done again, anything else is not.</summary>
    public async Task<Document<Request>> CreateWhenPossibleAsync(Request request)
    {
        while (true)
        {
            try
            {
                return await CreateAsync(request);
            }
            catch (StateUnavailableException)
            {
                Cancel.ThrowIfCancellationRequested();
            }
        }
    }

    public Task<Document<Request>?> ReplaceAsync(Guid id, Request request) => ReplaceAsync(id, _ => request);

    public Task<Document<Request>?> ReplaceAsync(Guid id, Func<Request, Request> change) => Documents.ChangeAsync(
        Tenants.One,
        async (changes, ct) => await changes.GetAsync(Request.All, id, ct) is { } read ? changes.Replace(Request.All, read, change(read.Data)) : null,
        Cancel);

    public Task<bool> DeleteAsync(Guid id) => Documents.ChangeAsync(
        Tenants.One,
        async (changes, ct) =>
        {
            if (await changes.GetAsync(Request.All, id, ct) is not { } read)
            {
                return false;
            }

            changes.Delete(Request.All, read);
            return true;
        },
        Cancel);

    public Task<Document<Request>?> GetAsync(Guid id, Oin? tenant = null) => Documents.GetAsync(Request.All, tenant ?? Tenants.One, id, Cancel);

    public Task<IReadOnlyList<Document<Request>>> ListAsync(int limit = 100, Oin? tenant = null) =>
        AllAsync(after => Documents.ListAsync(Request.All, tenant ?? Tenants.One, after, limit, Cancel), limit);

    public Task<IReadOnlyList<Document<Request>>> SearchAsync(string bsn, int limit = 100, Oin? tenant = null) =>
        AllAsync(after => Documents.SearchAsync(Request.All, tenant ?? Tenants.One, "bsn", bsn, after, limit, Cancel), limit);

    /// <summary>Brings the index up to date now.</summary>
    public async Task FoldAsync() => Assert.True(await Get<Platform.State.Indexing.IndexLoop>().TryCatchUpAsync(Cancel));

    /// <summary>Does what the watch does once all other replicas were silent for long enough: ends their logs and drains them.</summary>
    public async Task TakeOverAsync()
    {
        var registration = await Get<Registrar>().ReadAsync(Cancel);
        foreach (var log in registration.Logs.Where(log => log.Owner != Get<Replica>().Id))
        {
            await Get<Fence>().EndAsync(log.Id, Platform.State.Indexing.IndexConsumer.Name, Cancel);
            await Get<Drainer>().DrainAsync(log.Id, Cancel);
        }
    }

    /// <summary>Nothing more reaches the store, in the middle of what the process does.</summary>
    public void Cut() => _connection.Cut();

    /// <summary>Ends as <c>kill -9</c> does: nothing more reaches the store.</summary>
    public async Task KillAsync()
    {
        _connection.Cut();
        await StopAsync();
    }

    public async Task StopAsync()
    {
        _stopped = true;
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await KillAsync();
        }

        await _services.DisposeAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<Document<Request>>> AllAsync(Func<Guid?, Task<DocumentPage<Request>>> page, int limit)
    {
        var all = new List<Document<Request>>();
        for (Guid? after = null; ;)
        {
            var next = await page(after);
            Assert.True(next.Items.Count <= limit);
            all.AddRange(next.Items);
            if (next.Next is null)
            {
                return all;
            }

            Assert.Equal(limit, next.Items.Count);
            after = next.Next;
        }
    }
}
