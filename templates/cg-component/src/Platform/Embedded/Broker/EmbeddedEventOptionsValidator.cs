using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class EmbeddedEventOptionsValidator : IValidateOptions<EmbeddedEventOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedEventOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.Tries), options.Tries, 1, 100);
        Check(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Check(nameof(options.LongestPause), options.LongestPause, options.FirstPause, TimeSpan.FromDays(1));
        Check(nameof(options.DeliveryTimeout), options.DeliveryTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Check(nameof(options.AtOnce), options.AtOnce, 1, 256);
        Check(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(options.Life), options.Life, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.Add($"{EmbeddedEventOptions.Section}:{setting} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
