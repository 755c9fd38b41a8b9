using CommonGround.Platform.Start;
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

        var errors = new SettingsCheck(section);
        errors.Range(options.Timeout, s_least, TimeSpan.FromMinutes(10));
        errors.Range(options.TryTimeout, s_least, options.Timeout);
        errors.Range(options.Retries, 0, 10);
        errors.Range(options.FirstPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        errors.Range(options.LongestPause, options.FirstPause, TimeSpan.FromMinutes(5));
        errors.Range(options.BreakerRatio, 0.01, 1);
        errors.Range(options.BreakerTries, 2, 10_000);
        errors.Range(options.BreakerWindow, s_leastOfBreaker, TimeSpan.FromHours(1));
        errors.Range(options.BreakerPause, s_leastOfBreaker, TimeSpan.FromHours(1));
        errors.Range(options.LargestBody, 1024, 1024L * 1024 * 1024);
        errors.Range(options.LargestAnswer, 1024, 1024L * 1024 * 1024);
        return errors.Build();
    }
}
