using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Processing;

internal sealed class ProcessingOptionsCheck : IValidateOptions<ProcessingOptions>
{
    private const string Section = ProcessingOptions.Section;

    public ValidateOptionsResult Validate(string? name, ProcessingOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        foreach (var (caller, address) in options.Callers)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out _) || address.Length > LineAttributes.LongestValue)
            {
                failures.AddError(
                    $"{Section}:Callers:{caller} is '{address}'. Set it to the URL or URN of the calling application, such as https://zaken.example.nl (LDV-07).");
            }
        }

        foreach (var caller in options.TrustedCallers ?? [])
        {
            if (string.IsNullOrWhiteSpace(caller))
            {
                failures.AddError($"{Section}:TrustedCallers has an empty entry. Name a client id, an app-id or a source, or * for every caller.");
            }
        }

        if (string.IsNullOrWhiteSpace(options.ActivitiesFile))
        {
            failures.AddError($"{Section}:ActivitiesFile is empty. Set it to the file with the processing activities, such as {ProcessingActivities.FileName}.");
        }

        return failures.Build();
    }
}
