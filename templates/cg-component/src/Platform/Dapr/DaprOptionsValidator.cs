using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class DaprOptionsValidator : IValidateOptions<DaprOptions>
{
    private const int LargestGroup = 3 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, DaprOptions options)
    {
        var errors = new List<string>();
        CheckName(nameof(options.StateStore), options.StateStore);
        CheckName(nameof(options.PubSub), options.PubSub);
        CheckName(nameof(options.DeadLetterPubSub), options.DeadLetterPubSub);
        CheckName(nameof(options.SecretStore), options.SecretStore);
        Check(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(options.PublishTimeout), options.PublishTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check(nameof(options.MaxBodyBytes), options.MaxBodyBytes, LargestGroup, 256 * 1024 * 1024);
        Check(nameof(options.SecretLife), options.SecretLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(nameof(options.ProbeInterval), options.ProbeInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.Add($"{DaprOptions.Section}:{setting} is {value}; it must lie between {least} and {most}.");
            }
        }

        void CheckName(string setting, string value)
        {
            // As Kubernetes allows it for the metadata.name of a component.
            if (value.Length is 0 or > 253 || !value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
            {
                errors.Add(
                    $"{DaprOptions.Section}:{setting} is '{value}'; it is the metadata.name of a Dapr component: lower-case letters, digits, hyphens and points.");
            }
        }
    }
}
