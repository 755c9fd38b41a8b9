using System.Globalization;

namespace CommonGround.Tools.Benchmark;

/// <summary>Requests of many organizations to one component.</summary>
internal static class Tenants
{
    /// <summary>With these settings a component takes the organization from the token.</summary>
    public static IReadOnlyDictionary<string, string> ByToken { get; } = new Dictionary<string, string>
    {
        ["Tenancy__Mode"] = "Claim",
        ["Tenancy__Claim"] = DevelopmentToken.TenantClaim,
    };

    /// <summary>Creates of so many organizations in turn, where a component takes them from the token.</summary>
    public static Requests Creates(DevelopmentToken token, int tenants) => new(
        "POST", [.. Enumerable.Range(0, tenants).Select(i => token.TextFor(string.Create(CultureInfo.InvariantCulture, $"00000099{i:000000000000}")))],
        Application.Body);
}
