using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class PublisherOptionsCheck : IValidateOptions<PublisherOptions>
{
    public ValidateOptionsResult Validate(string? name, PublisherOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.BulkEvents), options.BulkEvents, 1, 1000);
        Check(nameof(options.BulkBytes), options.BulkBytes, 64 * 1024, 3 * 1024 * 1024);
        Check(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.Add(
                    $"{PublisherOptions.Section}:{setting} is {value}; it must lie between {least} and {most}. Correct it in the settings or in the " +
                    $"variable {PublisherOptions.Section.Replace(":", "__", StringComparison.Ordinal)}__{setting}.");
            }
        }
    }
}
