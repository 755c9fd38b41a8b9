using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Refuses settings out of range at start, all of them in one message.</summary>
internal sealed class PublisherOptionsCheck : IValidateOptions<PublisherOptions>
{
    public ValidateOptionsResult Validate(string? name, PublisherOptions options)
    {
        var errors = new SettingsCheck(PublisherOptions.Section);
        errors.Range(options.BulkEvents, 1, 1000);
        errors.Range(options.BulkBytes, 64 * 1024, 3 * 1024 * 1024);
        errors.Range(options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        return errors.Build();
    }
}
