using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.State.Trial;

/// <summary>
/// Tries the store at start, beside everything else: one that is silent is waited for, one that answers and fails ends the component.
/// </summary>
internal sealed partial class TrialService(
    IStateStore store, IIdentifiers identifiers, TrialVerdict verdict, LateRefusal refusal, StateOptions options, TimeProvider time,
    ILogger<TrialService> logger) : BackgroundService
{
    // About three seconds: a sidecar that starts beside the component is there by then.
    private const int QuickTries = 10;

    private readonly Patience _patience = new(time);

    /// <remarks>A store that it leaves in the middle of a call may answer with anything: that it stops is no fault.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TryAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        var trial = new StoreTrial(store, identifiers);
        for (var tries = 0; !verdict.HasPassed; tries++)
        {
            await (tries < QuickTries ? Pause.BeforeAsync(time, tries, stoppingToken) : Task.Delay(options.ProbeInterval, time, stoppingToken));
            var result = await trial.TryAsync(stoppingToken);
            switch (result.Outcome)
            {
                case TrialOutcome.Passed:
                    verdict.Pass();
                    break;
                case TrialOutcome.Failed:
                    verdict.Wait($"The state store '{store.Name}' is refused: {result.Seen}.");
                    refusal.Refuse(Refusal(result.Seen));
                    return;
                default:
                    Wait($"The state store '{store.Name}' is waited for: {result.Seen}.");
                    break;
            }
        }
    }

    private string Refusal(string seen) =>
        $"The state store '{store.Name}' cannot be used: {seen}. A component needs a store that carries out a transaction whole or not at all and " +
        "checks its etags, as PostgreSQL (state.postgresql, v2), MySQL (state.mysql) and SQLite (state.sqlite) do and Redis does not. " +
        $"Give the Dapr component '{store.Name}' another type.";

    private void Wait(string missing)
    {
        verdict.Wait(missing);
        if (_patience.IsOver(missing))
        {
            Log.Waiting(logger, missing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Missing} The component is not ready.")]
        public static partial void Waiting(ILogger logger, string missing);
    }
}
