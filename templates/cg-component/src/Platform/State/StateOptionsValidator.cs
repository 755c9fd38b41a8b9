using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class StateOptionsValidator : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.GroupRequests), options.GroupRequests, 1, 1024);
        Check(nameof(options.GroupOperations), options.GroupOperations, 4, 1024);
        Check(nameof(options.GroupBytes), options.GroupBytes, 64 * 1024, 3 * 1024 * 1024);
        Check(nameof(options.QueueLength), options.QueueLength, 1, 65_536);
        Check(nameof(options.IndexBehindLimit), options.IndexBehindLimit, 10, 100_000);
        Check(nameof(options.PageIds), options.PageIds, 4, 1024);
        // Half of the limit: the index must have begun well before changes are refused for it.
        Check(nameof(options.FoldEntries), options.FoldEntries, 1, Math.Min(2000, options.IndexBehindLimit / 2));
        Check(nameof(options.FoldTouches), options.FoldTouches, 1, 65_536);
        Check(nameof(options.FoldQuiet), options.FoldQuiet, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Check(nameof(options.StoreTimeout), options.StoreTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(options.AnswerTimeout), options.AnswerTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        Check(nameof(options.Attempts), options.Attempts, 1, 1000);
        Check(nameof(options.AnswerLife), options.AnswerLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(14));
        CheckSeconds(nameof(options.AnswerLife), options.AnswerLife);
        Check(nameof(options.MarkLife), options.MarkLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        CheckSeconds(nameof(options.MarkLife), options.MarkLife);
        Check(nameof(options.HeartbeatLife), options.HeartbeatLife, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckSeconds(nameof(options.HeartbeatLife), options.HeartbeatLife);
        // Half of its life: one heartbeat that is late or lost must not end a log.
        var minute = TimeSpan.FromMinutes(1);
        Check(
            nameof(options.HeartbeatInterval), options.HeartbeatInterval, TimeSpan.FromMilliseconds(100),
            options.HeartbeatLife / 2 < minute ? options.HeartbeatLife / 2 : minute);
        Check(nameof(options.LogLife), options.LogLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Check(nameof(options.LogEntries), options.LogEntries, 1, 100_000_000);
        Check(nameof(options.StopTimeout), options.StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(nameof(options.ArchiveAfter), options.ArchiveAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Check(nameof(options.ProbeInterval), options.ProbeInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                Refuse(setting, value, $"it must lie between {least} and {most}");
            }
        }

        void CheckSeconds(string setting, TimeSpan value)
        {
            if (value.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                Refuse(setting, value, "a store keeps whole seconds");
            }
        }

        void Refuse<T>(string setting, T value, string why) => errors.Add(
            $"{StateOptions.Section}:{setting} is {value}; {why}. Correct it in the settings or in the variable {StateOptions.Section}__{setting}.");
    }
}
