using CommonGround.Tools;

namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>What every component needs, whatever it stands on. The variables of a sidecar that runs beside the tests do not count.</summary>
internal static class ComponentSettings
{
    public const string Oin = "00000001823288444000";

    /// <summary>Makes the tokens that the components accept.</summary>
    public static readonly DevelopmentToken Tokens = new("proef");

    private static readonly (string Name, string? Value)[] s_common =
    [
        ("DAPR_HTTP_PORT", ""), ("DAPR_HTTP_ENDPOINT", ""), ("DAPR_GRPC_PORT", ""), ("DAPR_GRPC_ENDPOINT", ""), ("DAPR_API_TOKEN", ""),
        ("APP_API_TOKEN", ""), ("Management:Port", "0"), ("Tenancy:Mode", "Single"), ("Tenancy:Oin", Oin),
        ("Api:Title", "Proef"), ("Api:Description", "Een API om mee te proberen."), ("Api:ServerUrl", "https://api.example.nl/proef/v1"),
        ("Api:TokenUrl", "https://auth.example.nl/token"), ("Api:Contact:Name", "Team"), ("Api:Contact:Email", "team@example.nl"),
        ("Api:Contact:Url", "https://example.nl"), ("Limits:RequestsPerSecond", "0"),
        .. Tokens.Settings.Select(setting => (setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)),
    ];

    /// <param name="own">What one place adds; a later setting counts.</param>
    public static IEnumerable<KeyValuePair<string, string?>> All(params (string Name, string? Value)[] own) =>
        s_common.Concat(own).GroupBy(setting => setting.Name, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Last().Value));
}
