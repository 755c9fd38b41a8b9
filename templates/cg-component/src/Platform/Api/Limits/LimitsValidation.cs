using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Limits;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class LimitsValidation : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var errors = new SettingsCheck(LimitsOptions.Section);
        errors.Range(options.BodyBytes, 1_024, 10 * 1024 * 1024, "bytes");
        errors.Range(options.HeaderBytes, 4_096, 1024 * 1024, "bytes");
        errors.Range(options.RequestsPerSecond, 0, 1_000_000, "requests; 0 is no limit");
        errors.Range(options.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (options is { RequestsPerSecond: > 0, Burst: { } burst })
        {
            errors.Range(burst, options.RequestsPerSecond, 1_000_000, "requests, the least being Limits:RequestsPerSecond", nameof(options.Burst));
        }

        return errors.Build();
    }
}
