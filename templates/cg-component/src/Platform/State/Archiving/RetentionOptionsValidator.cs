using System.Runtime.CompilerServices;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State.Archiving;

/// <summary>Refuses periods out of range at start, both in one message. A bare number is days, so a slip would be a day rather than a minute.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_525);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var errors = new SettingsCheck(RetentionOptions.Section);
        Check(errors, options.Processing);
        Check(errors, options.Audit);
        return errors.Build();
    }

    private static void Check(SettingsCheck errors, TimeSpan value, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value < Least || value > Most)
        {
            errors.Refuse(value, $"it must lie between {Least.Days} and {Most.Days} days, written 1827.00:00:00 for 1,827 days", member);
        }
    }
}
