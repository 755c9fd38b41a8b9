using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Configuration;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Names the configuration for the security log: the version, the consumers of the commit log, and each setting that matters for security and
/// was given. What is not there has its default. A list of what may be named, so that no secret is (BIO-02).
/// </summary>
internal sealed class ConfigurationText(IConfiguration configuration, ServiceIdentity identity, Consumers consumers)
{
    private const int Longest = 16 * 1024;
    private const string Bearer = "Authentication:Schemes:Bearer";

    private static readonly string[] s_named =
    [
        "Audit", $"{Bearer}:Audience", $"{Bearer}:Authority", $"{Bearer}:MetadataAddress", $"{Bearer}:ValidAudience", $"{Bearer}:ValidAudiences",
        $"{Bearer}:ValidIssuer", $"{Bearer}:ValidIssuers", "Authentication:Tokens", "Cors", "Limits", "Logboek", "Processing", "Proxy", "Retention",
        "State:RetiredConsumers", "Subscriptions", "Tenancy",
    ];

    // A section of the list may get such a setting later.
    private static readonly string[] s_secret = ["secret", "password", "token", "key"];

    /// <summary>On one line. What does not fit is cut, with a hash of all of it, so that each change shows.</summary>
    public string Write()
    {
        var settings = s_named.SelectMany(name => Given(configuration.GetSection(name))).Order(StringComparer.Ordinal);
        var text = $"{identity.Name} {identity.Version}: consumers={string.Join(',', consumers.Names)}; {string.Join("; ", settings)}";
        var words = AuditText.Words(text, Longest);
        return text.Length <= Longest ? words : $"{words} sha256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    private static IEnumerable<string> Given(IConfigurationSection section) =>
        section.AsEnumerable()
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .Select(setting => $"{setting.Key}={(IsSecret(setting.Key) ? "(given)" : WithoutLogin(setting.Value!))}");

    private static bool IsSecret(string path) =>
        Array.Exists(s_secret, word => path[(path.LastIndexOf(':') + 1)..].Contains(word, StringComparison.OrdinalIgnoreCase));

    // An address may carry a name and a password, or a signature in its query.
    private static string WithoutLogin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.UserInfo.Length + address.Query.Length > 0
            ? $"{address.Scheme}://{address.Authority}{address.AbsolutePath}"
            : value;
}
