using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class DaprOptionsValidator : IValidateOptions<DaprOptions>
{
    private const int LargestGroup = 3 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, DaprOptions options)
    {
        var errors = new SettingsCheck(DaprOptions.Section);
        CheckName(nameof(options.StateStore), options.StateStore);
        CheckName(nameof(options.PubSub), options.PubSub);
        CheckName(nameof(options.DeadLetterPubSub), options.DeadLetterPubSub);
        CheckName(nameof(options.SecretStore), options.SecretStore);
        errors.Range(options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Range(options.PublishTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Range(options.MaxBodyBytes, LargestGroup, 256 * 1024 * 1024);
        errors.Range(options.SecretLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        errors.Range(options.ProbeInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        return errors.Build();

        void CheckName(string setting, string value)
        {
            // As Kubernetes allows it for the metadata.name of a component.
            if (value.Length is 0 or > 253 || !value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
            {
                errors.AddError(
                    $"{DaprOptions.Section}:{setting} is '{value}'; it is the metadata.name of a Dapr component: lower-case letters, digits, hyphens and points.");
            }
        }
    }
}
