using System.Runtime.CompilerServices;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class StateOptionsValidator : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        var errors = new SettingsCheck(StateOptions.Section);
        errors.Range(options.GroupRequests, 1, 1024);
        errors.Range(options.GroupOperations, 4, 1024);
        errors.Range(options.GroupBytes, 64 * 1024, 3 * 1024 * 1024);
        errors.Range(options.QueueLength, 1, 65_536);
        errors.Range(options.IndexBehindLimit, 10, 100_000);
        errors.Range(options.PageIds, 4, 1024);
        // Half of the limit: the index must have begun well before changes are refused for it.
        errors.Range(options.FoldEntries, 1, Math.Min(2000, options.IndexBehindLimit / 2));
        errors.Range(options.FoldTouches, 1, 65_536);
        errors.Range(options.FoldQuiet, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        errors.Range(options.StoreTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Range(options.AnswerTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        errors.Range(options.Attempts, 1, 1000);
        errors.Range(options.AnswerLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(14));
        CheckSeconds(errors, options.AnswerLife);
        errors.Range(options.MarkLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        CheckSeconds(errors, options.MarkLife);
        errors.Range(options.HeartbeatLife, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckSeconds(errors, options.HeartbeatLife);
        // Half of its life: one heartbeat that is late or lost must not end a log.
        var minute = TimeSpan.FromMinutes(1);
        errors.Range(
            options.HeartbeatInterval, TimeSpan.FromMilliseconds(100),
            options.HeartbeatLife / 2 < minute ? options.HeartbeatLife / 2 : minute);
        errors.Range(options.LogLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        errors.Range(options.LogEntries, 1, 100_000_000);
        errors.Range(options.StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        errors.Range(options.ArchiveAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        errors.Range(options.ProbeInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        return errors.Build();
    }

    private static void CheckSeconds(SettingsCheck errors, TimeSpan value, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            errors.Refuse(value, "a store keeps whole seconds", member);
        }
    }
}
