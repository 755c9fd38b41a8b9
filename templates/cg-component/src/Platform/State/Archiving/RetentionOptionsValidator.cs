using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State.Archiving;

/// <summary>Refuses periods out of range at start, both in one message. A bare number is days, so a slip would be a day rather than a minute.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_525);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.Processing), options.Processing);
        Check(nameof(options.Audit), options.Audit);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string setting, TimeSpan value)
        {
            if (value < Least || value > Most)
            {
                errors.Add(
                    $"{RetentionOptions.Section}:{setting} is {value}; it must lie between {Least.Days} and {Most.Days} days, written 1827.00:00:00 for 1,827 days. "
                    + $"Correct it in the settings or in the variable {RetentionOptions.Section}__{setting}.");
            }
        }
    }
}
