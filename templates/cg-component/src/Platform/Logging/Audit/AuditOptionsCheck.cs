using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class AuditOptionsCheck : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var errors = new SettingsCheck(AuditOptions.Section);
        errors.Range(options.RefusalsPerMinute, 0, 1_000, "lines");
        errors.Range(options.RefusalOrigins, 1, 10_000, "origins");
        errors.Range(options.HeadInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        errors.Range(options.VerifyInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        return errors.Build();
    }
}
