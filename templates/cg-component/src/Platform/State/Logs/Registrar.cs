using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Consuming;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Logs;

/// <summary>Reads and writes the registration (commit-log 7, 15).</summary>
internal sealed partial class Registrar(
    StateCalls calls, SideTransactions side, Consumers consumers, ITenantKeys keys, IIdentifiers identifiers, Replica replica, TimeProvider time,
    ILogger<Registrar> logger)
{
    public Task<StateItem?> ReadItemAsync(CancellationToken cancellationToken) => calls.GetAsync(StateKeys.Registration, cancellationToken);

    public async Task<Registration> ReadAsync(CancellationToken cancellationToken) =>
        Registration.Read(await ReadItemAsync(cancellationToken));

    /// <summary>Registers a new log of this replica, its progress keys in the same transaction.</summary>
    /// <exception cref="StateStoreException">The registration cannot be read. Nothing is known of the new log; it is empty in any case.</exception>
    public async Task<OwnLog> RegisterAsync(CancellationToken cancellationToken)
    {
        var log = NewLog();
        for (var failures = 0; ; failures++)
        {
            await Pause.BeforeAsync(time, failures, cancellationToken);
            var item = await ReadItemAsync(cancellationToken);
            var registration = Registration.Read(item);
            if (registration.Find(log.Id) is { } landed)
            {
                if (landed.End is null)
                {
                    return Registered(log, registration);
                }

                // It landed late and another ended it before we knew.
                log = NewLog();
            }

            // Tried again under the same id: of two such transactions one lands, since both create its progress keys.
            var next = registration.With(log, keys.Current);
            if (await side.TransactAsync(
                [next.ToOperation(item), .. log.ToProgress()], cancellationToken))
            {
                return Registered(log, next);
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

    private RegisteredLog NewLog() => new(identifiers.NewName(), replica.Id, Entry.NewestFormat, consumers.Names);

    private OwnLog Registered(RegisteredLog log, Registration registration)
    {
        Log.Registered(logger, log.Id);
        return new OwnLog(log, registration.Numbers.ToHashSet());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registered log {LogId}.")]
        public static partial void Registered(ILogger logger, string logId);
    }
}
