using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Audit;

internal sealed class AuditOptionsCheck : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var failures = new List<string>();
        Check(failures, nameof(options.RefusalsPerMinute), options.RefusalsPerMinute, 0, 1_000, "lines");
        Check(failures, nameof(options.RefusalOrigins), options.RefusalOrigins, 1, 10_000, "origins");
        Check(failures, nameof(options.HeadInterval), options.HeadInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(failures, nameof(options.VerifyInterval), options.VerifyInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string setting, int value, int lowest, int highest, string unit)
    {
        if (value < lowest || value > highest)
        {
            failures.Add(FormattableString.Invariant($"Audit:{setting} is {value}: set it from {lowest} to {highest} {unit}."));
        }
    }

    private static void Check(List<string> failures, string setting, TimeSpan value, TimeSpan lowest, TimeSpan highest)
    {
        if (value < lowest || value > highest)
        {
            failures.Add(FormattableString.Invariant($"Audit:{setting} is {value}: set it from {lowest} to {highest}."));
        }
    }
}
