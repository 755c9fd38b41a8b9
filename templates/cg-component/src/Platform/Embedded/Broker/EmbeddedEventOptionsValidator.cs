using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded.Broker;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class EmbeddedEventOptionsValidator : IValidateOptions<EmbeddedEventOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedEventOptions options)
    {
        var errors = new SettingsCheck(EmbeddedEventOptions.Section);
        errors.Range(options.Tries, 1, 100);
        errors.Range(options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        errors.Range(options.LongestPause, options.FirstPause, TimeSpan.FromDays(1));
        errors.Range(options.DeliveryTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        errors.Range(options.AtOnce, 1, 256);
        errors.Range(options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Range(options.Life, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90));
        return errors.Build();
    }
}
