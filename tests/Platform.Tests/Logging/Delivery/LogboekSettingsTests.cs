using System.Text.RegularExpressions;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Tests.Architecture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Settings that cannot work are refused at start, and the page names all there are.</summary>
public sealed partial class LogboekSettingsTests
{
    private const string Tenant = "Logboek:Tenants:00000003123456780000";

    [Theory]
    [InlineData("Logboek:Endpoint", "https://logboek.example.nl")]
    [InlineData("Logboek:Endpoint", "http://127.0.0.1:4318/otlp/v1/traces")]
    [InlineData("Logboek:Delivery", "None")]
    [InlineData("Logboek:Delivery", "PubSub")]
    [InlineData("Logboek:Gather", "00:00:00")]
    [InlineData($"{Tenant}:Endpoint", "https://logboek.example.nl/gemeente")]
    public void What_can_work_is_taken(string name, string value) => Assert.Empty(Faults("Production", (name, value)));

    [Theory]
    [InlineData("Logboek:Endpoint", "http://logboek.example.nl", "is plain http")]
    [InlineData("Logboek:Endpoint", "https://naam:wachtwoord@logboek.example.nl", "has a user")]
    [InlineData("Logboek:Endpoint", "https://logboek.example.nl?token=geheim", "has a user, a query")]
    [InlineData("Logboek:Endpoint", "logboek.example.nl", "is no address")]
    [InlineData("Logboek:Endpoint", "grpc://logboek.example.nl", "is no address")]
    [InlineData("Logboek:Delivery", "Otlp", "Logboek:Endpoint is missing")]
    [InlineData("Logboek:Topic", "Naam met spaties", "Logboek:Topic is")]
    [InlineData("Logboek:Gather", "00:01:01", "Logboek:Gather is 00:01:01")]
    [InlineData("Logboek:BatchLines", "0", "Logboek:BatchLines is 0")]
    [InlineData("Logboek:BatchBytes", "1024", "Logboek:BatchBytes is 1024")]
    [InlineData("Logboek:Timeout", "00:00:00", "Logboek:Timeout is")]
    [InlineData("Logboek:FirstPause", "00:00:00", "Logboek:FirstPause is")]
    [InlineData("Logboek:LongestPause", "00:00:00.5", "Logboek:LongestPause is")]
    [InlineData("Logboek:Tenants:gemeente:Endpoint", "https://logboek.example.nl", "Logboek:Tenants:gemeente names no tenant")]
    [InlineData($"{Tenant}:Secret", "geheim", $"{Tenant}:Endpoint is missing")]
    [InlineData($"{Tenant}:Endpoint", "http://logboek.example.nl", $"{Tenant}:Endpoint is plain http")]
    public void What_cannot_is_refused_by_name(string name, string value, string message)
    {
        var fault = Assert.Single(Faults("Production", (name, value)));

        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("wachtwoord", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_to_elsewhere_is_for_Development() =>
        Assert.Empty(Faults("Development", ("Logboek:Endpoint", "http://logboek.example.nl")));

    [Fact]
    public void The_page_names_every_setting()
    {
        var page = File.ReadAllText(Path.Combine(PlatformSource.Repository, "docs", "settings.md"));
        var settings = typeof(LogboekOptions).GetProperties().Where(property => property.Name != nameof(LogboekOptions.Tenants)).Select(property => $"Logboek:{property.Name}")
            .Concat(typeof(LogboekTenantOptions).GetProperties().Select(property => $"Logboek:Tenants:{{oin}}:{property.Name}"));

        Assert.Equal(settings.Order(StringComparer.Ordinal), Row().Matches(page).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Faults(string environment, params (string Name, string Value)[] settings)
    {
        var options = new LogboekOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build()
            .GetSection(LogboekOptions.Section).Bind(options);
        return [.. new LogboekOptionsCheck(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options).Failures ?? []];
    }

    [GeneratedRegex(@"^\| `(Logboek:[\w:{}]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
