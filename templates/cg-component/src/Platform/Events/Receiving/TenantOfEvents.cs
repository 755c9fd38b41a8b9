using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Finds the tenant of an event as its subscription declares it.</summary>
internal sealed class TenantOfEvents(Tenancy tenancy, IOptions<SubscriptionOptions> options)
{
    private readonly Dictionary<string, Oin> _trusted = options.Value.TrustedSources
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(source => source, source => SourceUrn.OinOf(source)!.Value, StringComparer.Ordinal);

    /// <exception cref="StartupRefusedException">The declaration does not fit the component's tenancy.</exception>
    public void Check(EventTenant declared, string subscription)
    {
        if (declared.IsOwn && tenancy.Own is null)
        {
            throw new StartupRefusedException(
                $"The subscription to {subscription} says EventTenant.Own, and with {TenancyOptions.Section}:Mode Claim there is no organization of the " +
                "component's own. Declare EventTenant.OfSource, and name the sources in Subscriptions:TrustedSources.");
        }

        if (declared.Tenant is { } tenant && !tenancy.Serves(tenant))
        {
            throw new StartupRefusedException(
                $"The subscription to {subscription} gives its events to {tenant}, which is no tenant of this component. Correct it, or the settings under " +
                $"{TenancyOptions.Section}.");
        }
    }

    /// <returns>The tenant, or <see langword="null"/> where the source is not trusted.</returns>
    public Oin? Find(EventTenant declared, string source) =>
        declared.IsOwn ? tenancy.Own : declared.Tenant ?? (_trusted.TryGetValue(source, out var tenant) ? tenant : null);
}
