using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Limits;

internal sealed class LimitsValidation : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var failures = new List<string>();
        Check(failures, nameof(options.BodyBytes), options.BodyBytes, 1_024, 10 * 1024 * 1024, "bytes");
        Check(failures, nameof(options.HeaderBytes), options.HeaderBytes, 4_096, 1024 * 1024, "bytes");
        Check(failures, nameof(options.RequestsPerSecond), options.RequestsPerSecond, 0, 1_000_000, "requests (0 is no limit)");
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add($"Limits:RequestTimeout is {options.RequestTimeout}: set it from 00:00:01 to 00:10:00.");
        }

        if (options is { RequestsPerSecond: > 0, Burst: { } burst })
        {
            Check(failures, nameof(options.Burst), burst, options.RequestsPerSecond, 1_000_000, "requests, at least Limits:RequestsPerSecond");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string setting, int value, int lowest, int highest, string unit)
    {
        if (value < lowest || value > highest)
        {
            failures.Add(FormattableString.Invariant($"Limits:{setting} is {value}: set it from {lowest} to {highest} {unit}."));
        }
    }
}
