using CommonGround.Platform.Authentication;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.Privacy;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>Refuses settings that cannot work at start, all of them in one message.</summary>
internal sealed class NotificatiesCheck(EventCatalog catalog, IOptions<TenancyOptions> tenancy) : IValidateOptions<NotificatiesOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificatiesOptions options)
    {
        if (options.Address is null)
        {
            return ValidateOptionsResult.Success;
        }

        var errors = new List<string>();
        Check(IsSafe(options.Address), "Address", "give the https address of the API, such as 'https://notificaties.example.nl/api/v1'");
        Check(options.ResourceAddress is { IsAbsoluteUri: true }, "ResourceAddress", "give the address where callers find the resources, or set Api:ServerUrl");
        Check(options.ClientId.Length > 0, "ClientId", "give the name of this component at the API");
        Check(options.Secret.Length > 0, "Secret", "name the secret in the secret store");
        Check(options.Kanalen.Count > 0, "Kanalen", "name the kanaal of each topic that is to be sent, such as Notificaties:Kanalen:aanvragen");
        foreach (var (topic, kanaal) in options.Kanalen)
        {
            Check(catalog.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase), $"Kanalen:{topic}", $"the component publishes {Published()}");
            Check(kanaal.Length is > 0 and <= NotificatiesOptions.KanaalLength, $"Kanalen:{topic}", $"a kanaal has 1 to {NotificatiesOptions.KanaalLength} characters (NOT-01)");
        }

        Check(
            string.IsNullOrEmpty(options.Tenant) || Oin.TryParse(options.Tenant, out _),
            "Tenant", "give the OIN of the tenant whose events are sent, or leave it out");
        Check(
            tenancy.Value.Mode != TenancyMode.Claim || !string.IsNullOrEmpty(options.Tenant),
            "Tenant", "with Tenancy:Mode Claim, give the OIN of the tenant whose API it is; otherwise it would get the events of all tenants");
        Check(
            options.Authentication != NotificatiesAuthentication.ClientCredentials || IsSafe(options.TokenUrl),
            "TokenUrl", "give the https address where tokens are given");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool holds, string setting, string what)
        {
            if (!holds)
            {
                errors.Add($"{NotificatiesOptions.Section}:{setting} is missing or wrong: {what}.");
            }
        }
    }

    private string Published() =>
        catalog.Topics.Count == 0 ? "nothing, so take Notificaties out of the settings" : $"to {string.Join(", ", catalog.Topics.Select(topic => $"'{topic}'"))}";

    private static bool IsSafe(Uri? address) => address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
}
