using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Refuses settings out of range, and a source whose organization is no tenant: nobody could ever read what its events change.</summary>
internal sealed class SubscriptionOptionsCheck(IOptions<TenancyOptions> tenancy) : IValidateOptions<SubscriptionOptions>
{
    private const string Section = SubscriptionOptions.Section;

    public ValidateOptionsResult Validate(string? name, SubscriptionOptions options)
    {
        var failures = new SettingsCheck(Section);
        failures.Range(options.EventBytes, 65_536, 524_288, "bytes");
        failures.Range(options.CountInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        var tenants = ReadTenancy();
        for (var i = 0; i < options.TrustedSources.Count; i++)
        {
            CheckSource($"{Section}:TrustedSources:{i}", options.TrustedSources[i], tenants, failures);
        }

        return failures.Build();
    }

    private static void CheckSource(string setting, string source, Tenancy? tenants, ValidateOptionsResultBuilder failures)
    {
        if (SourceUrn.OinOf(source) is not { } oin)
        {
            failures.AddError($"{setting} is '{source}'. Set it to urn:nld:oin:<OIN>:systeem:<name>, as the events of that system have it (EVT-03).");
        }
        else if (tenants?.Serves(oin) == false)
        {
            failures.AddError(
                $"{setting} is '{source}', and {oin} is no tenant of this component. Correct the source, or {TenancyOptions.Section}:Oin or " +
                $"{TenancyOptions.Section}:Tenants.");
        }
    }

    // What is wrong under Tenancy is told by itself.
    private Tenancy? ReadTenancy()
    {
        try
        {
            return new Tenancy(tenancy);
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
