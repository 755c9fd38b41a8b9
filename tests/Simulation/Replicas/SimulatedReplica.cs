using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Receiving;
using CommonGround.Platform.State.Verification;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;
using CommonGround.Simulation.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Simulation.Replicas;

/// <summary>A process of the component: state as <c>AddState</c> builds it, on a machine of the simulation.</summary>
internal sealed class SimulatedReplica : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IHostedService[] _services;

    public SimulatedReplica(string name, int newestKey, World world)
    {
        Machine = new Machine(name, world.Violations.Add);
        Keys = new SimulatedKeys(newestKey);
        Time = new SimulatedTime(world.Clock, Machine);
        var services = new ServiceCollection()
            .AddLogging(logging => AddTrace(logging, world.Trace))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IIdentifiers>(new SimulatedIdentifiers(name, world.Clock, world.Dice.Random, world.Acts))
            .AddSingleton<IStateStore>(new Connection(Machine, world))
            .AddSingleton<IConsumer>(new SimulatedConsumer(world, Time))
            .AddSingleton<ITenantKeys>(Keys)
            .AddSingleton<IAccessLog>(new SimulatedAccessLog(world))
            .AddSingleton(world.Retention);
        if (world.Publications is { } publications)
        {
            services.AddEvents(name, world, publications, world.BrokerWeather, Time);
        }

        Machine.Run(() => services.AddSingleton(TaskScheduler.FromCurrentSynchronizationContext()));
        _provider = services.AddState(world.Settings.Configuration).BuildServiceProvider();
        Documents = _provider.GetRequiredService<IDocuments>();
        Verification = _provider.GetRequiredService<LogVerification>();
        Lines = _provider.GetRequiredService<LineCommits>();
        LineLookUp = _provider.GetRequiredService<LineLookUp>();
        Inbox = _provider.GetRequiredService<Inbox>();
        Id = _provider.GetRequiredService<Platform.State.Replica>().Id;
        _services = [.. _provider.GetServices<IHostedService>()];
        Machine.Post(_ => Begin(service => service.StartAsync(CancellationToken.None)), null);

        void Begin(Func<IHostedService, Task> begin) => Array.ForEach(_services, service => begin(service));
    }

    public Machine Machine { get; }

    public string Name => Machine.Name;

    public SimulatedTime Time { get; }

    /// <summary>What it calls itself in the registration.</summary>
    public string Id { get; }

    public SimulatedKeys Keys { get; }

    public IDocuments Documents { get; }

    public LogVerification Verification { get; }

    /// <summary>Commits the lines of reads.</summary>
    public LineCommits Lines { get; }

    public LineLookUp LineLookUp { get; }

    public Inbox Inbox { get; }

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Stops as a host does, and is gone after that.</summary>
    public void Stop()
    {
        IsStopping = true;
        Machine.Post(_ => StopAsync(), null);
    }

    /// <summary>After the run: what it measured is let go.</summary>
    public void Dispose() => _provider.Dispose();

    private async void StopAsync()
    {
        foreach (var service in _services)
        {
            await service.StopAsync(CancellationToken.None);
        }

        Machine.Kill();
    }

    private void AddTrace(ILoggingBuilder logging, Trace trace)
    {
        if (trace.KeepsAll)
        {
            logging.SetMinimumLevel(LogLevel.Debug);
            logging.Services.AddSingleton<ILoggerProvider>(new TraceLog(Name, trace));
        }
    }
}
