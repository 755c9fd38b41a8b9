using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Invocation;

/// <summary>Refuses settings of a client out of range at start, all of them in one message.</summary>
internal sealed class CallOptionsValidator(string client, string section) : IValidateOptions<CallOptions>
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_leastOfBreaker = TimeSpan.FromMilliseconds(500);

    public ValidateOptionsResult Validate(string? name, CallOptions options)
    {
        if (name != client)
        {
            return ValidateOptionsResult.Skip;
        }

        var errors = new List<string>();
        Check(nameof(options.Timeout), options.Timeout, s_least, TimeSpan.FromMinutes(10));
        Check(nameof(options.TryTimeout), options.TryTimeout, s_least, options.Timeout);
        Check(nameof(options.Retries), options.Retries, 0, 10);
        Check(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Check(nameof(options.LongestPause), options.LongestPause, options.FirstPause, TimeSpan.FromMinutes(5));
        Check(nameof(options.BreakerRatio), options.BreakerRatio, 0.01, 1);
        Check(nameof(options.BreakerTries), options.BreakerTries, 2, 10_000);
        Check(nameof(options.BreakerWindow), options.BreakerWindow, s_leastOfBreaker, TimeSpan.FromHours(1));
        Check(nameof(options.BreakerPause), options.BreakerPause, s_leastOfBreaker, TimeSpan.FromHours(1));
        Check(nameof(options.LargestBody), options.LargestBody, 1024, 1024L * 1024 * 1024);
        Check(nameof(options.LargestAnswer), options.LargestAnswer, 1024, 1024L * 1024 * 1024);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.Add(FormattableString.Invariant($"{section}:{setting} is {value}; it must lie between {least} and {most}."));
            }
        }
    }
}
