using System.Security.Claims;
using CommonGround.Platform.Privacy;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

/// <summary>Decides for which tenant a token speaks. There is no fall-back: no tenant means 403.</summary>
internal sealed class Tenancy
{
    private readonly Oin? _own;
    private readonly string? _claim;
    private readonly HashSet<Oin> _tenants;

    public Tenancy(IOptions<TenancyOptions> options)
    {
        var settings = options.Value;
        if (settings.Mode == TenancyMode.Single)
        {
            _own = Oin.Parse(settings.Oin!);
        }

        _claim = settings.Claim;
        _tenants = settings.Tenants.Select(Oin.Parse).ToHashSet();
    }

    /// <summary>The component's own organization, or <see langword="null"/> where each token names the tenant.</summary>
    public Oin? Own => _own;

    /// <summary>Whether this organization is, or may become, a tenant of this component.</summary>
    public bool Serves(Oin tenant) => _own is { } own ? own == tenant : _tenants.Count == 0 || _tenants.Contains(tenant);

    /// <returns>The tenant, or <see langword="null"/> where the token names none of this component.</returns>
    public Oin? Find(ClaimsIdentity identity)
    {
        if (_own is { } own)
        {
            return own;
        }

        return Oin.TryParse(identity.FindSingleText(_claim!), out var tenant) && Serves(tenant) ? tenant : null;
    }
}
