using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Consuming;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>Reads and writes the registration (commit-log 7, 15).</summary>
internal sealed partial class Registrar(
    StateCalls calls, SideTransactions side, Heartbeat heartbeat, Consumers consumers, ITenantKeys keys, IIdentifiers identifiers, Replica replica,
    StateOptions options, TimeProvider time, ILogger<Registrar> logger)
{
    private int _logs;

    public Task<StateItem?> ReadItemAsync(CancellationToken cancellationToken) => calls.GetAsync(StateKeys.Registration, cancellationToken);

    public async Task<Registration> ReadAsync(CancellationToken cancellationToken) =>
        Registration.Read(await ReadItemAsync(cancellationToken));

    /// <summary>A new log of this replica, not registered yet. It has its heartbeat, so that nobody takes it for left behind.</summary>
    public async Task<RegisteredLog> BeginAsync(CancellationToken cancellationToken)
    {
        var log = new RegisteredLog(identifiers.NewLog(), replica.Id, Entry.NewestFormat, consumers.Names) { Turn = _logs++ };
        await heartbeat.StartAsync(log.Id, cancellationToken);
        return log;
    }

    /// <summary>What registers a log: the registration with it, and its progress keys, in one transaction (commit-log 7).</summary>
    public (Registration Next, List<StateOperation> Operations) Add(RegisteredLog log, Registration registration, StateItem? read)
    {
        var next = registration.With(log, keys.Current);
        return (next, [next.ToOperation(read), .. log.ToProgress()]);
    }

    /// <summary>A log that was registered, to write in.</summary>
    public OwnLog Own(RegisteredLog log, Registration registration)
    {
        Log.Registered(logger, log.Id);
        return new OwnLog(log, registration.Numbers.ToHashSet(), options, time);
    }

    /// <summary>Registers a new log of this replica.</summary>
    /// <exception cref="StateStoreException">The registration cannot be read. Nothing is known of the new log; it is empty in any case.</exception>
    public async Task<OwnLog> RegisterAsync(CancellationToken cancellationToken)
    {
        var log = await BeginAsync(cancellationToken);
        OwnLog? own = null;
        try
        {
            for (var failures = 0; own is null; failures++)
            {
                await Pause.BeforeAsync(time, failures, cancellationToken);
                own = await TryRegisterAsync(log, again: failures > 0, cancellationToken);
            }

            return own;
        }
        finally
        {
            if (own is null)
            {
                // Should it land after all, it gets ended like any log that is left behind.
                heartbeat.Stop(log.Id);
            }
        }
    }

    /// <summary>Names a key number as in use, before anything is committed with it.</summary>
    public async Task<IReadOnlySet<int>> NameKeyNumberAsync(int number, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            var item = await ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            var next = registration.WithNumber(number);
            if (ReferenceEquals(next, registration) || await side.TransactAsync([next.ToOperation(item)], cancellationToken))
            {
                return next.Numbers.ToHashSet();
            }
        }
    }

    // Tried again under the same id: of two such transactions one lands, since both create its progress keys. One that landed late may
    // have been ended and drained before we know: its number 0 tells, and the first commit finds the end there.
    private async Task<OwnLog?> TryRegisterAsync(RegisteredLog log, bool again, CancellationToken cancellationToken)
    {
        var item = await ReadItemAsync(cancellationToken);
        var registration = Registration.Read(item);
        if (registration.Find(log.Id) is not null
            || (again && await calls.GetAsync(StateKeys.Entry(log.Id, 0), cancellationToken) is not null))
        {
            return Own(log, registration);
        }

        var (next, operations) = Add(log, registration, item);
        return await side.TransactAsync(operations, cancellationToken) ? Own(log, next) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registered log {LogId}.")]
        public static partial void Registered(ILogger logger, string logId);
    }
}
