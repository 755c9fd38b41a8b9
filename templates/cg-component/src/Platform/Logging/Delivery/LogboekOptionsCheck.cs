using System.Text.RegularExpressions;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>Refuses settings that cannot work at start, all of them in one message.</summary>
internal sealed partial class LogboekOptionsCheck(IHostEnvironment environment) : IValidateOptions<LogboekOptions>
{
    public ValidateOptionsResult Validate(string? name, LogboekOptions options)
    {
        var errors = new SettingsCheck(LogboekOptions.Section);
        if (options.Endpoint is null && options.Delivery == LogboekDelivery.Otlp)
        {
            errors.AddError("Logboek:Delivery is Otlp and Logboek:Endpoint is missing: give the https address of the Logboek, or set Logboek:Delivery to None.");
        }

        CheckEndpoint("Logboek:Endpoint", options.Endpoint);
        foreach (var (tenant, own) in options.Tenants)
        {
            if (!Oin.TryParse(tenant, out _))
            {
                errors.AddError($"Logboek:Tenants:{tenant} names no tenant: write its OIN, 20 digits that begin with a known register.");
            }

            if (own.Endpoint is null)
            {
                errors.AddError($"Logboek:Tenants:{tenant}:Endpoint is missing: give the https address of its Logboek, or take the tenant out of the setting.");
            }

            CheckEndpoint($"Logboek:Tenants:{tenant}:Endpoint", own.Endpoint);
        }

        if (!Topic().IsMatch(options.Topic))
        {
            errors.AddError($"Logboek:Topic is '{options.Topic}': use 1 to 100 lower-case letters, digits, hyphens and dots, a letter first.");
        }

        errors.Range(options.Gather, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        errors.Range(options.BatchLines, 1, 10_000);
        errors.Range(options.BatchBytes, 64 * 1024, 16 * 1024 * 1024);
        errors.Range(options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        errors.Range(options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        errors.Range(options.LongestPause, options.FirstPause, TimeSpan.FromHours(1));
        return errors.Build();

        void CheckEndpoint(string setting, Uri? endpoint)
        {
            if (endpoint is not null && Fault(endpoint) is { } fault)
            {
                errors.AddError($"{setting} {fault}");
            }
        }
    }

    // It is not repeated: it may hold what should be in the secret.
    private string? Fault(Uri endpoint) =>
        !endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp)
            ? "is no address: write it as 'https://logboek.example.nl'."
            : endpoint.UserInfo.Length + endpoint.Query.Length + endpoint.Fragment.Length > 0
                ? "has a user, a query or a fragment: put what shows who calls in a secret, and name that in Secret beside it."
                : endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback && !environment.IsDevelopment()
                    ? "is plain http: pseudonyms of persons would go unencrypted (LDV-11). Use https; http is for this machine and for Development."
                    : null;

    [GeneratedRegex(@"^[a-z][a-z0-9.-]{0,99}\z")]
    private static partial Regex Topic();
}
