using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>With which configuration a component started, on a whole component.</summary>
public sealed class ConfigurationAuditTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_start_leaves_a_line_with_the_version_and_what_matters_before_the_component_is_ready()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder, ("Audit:RefusalsPerMinute", "7"));

        var line = Assert.Single(await ConfigurationAsync(component));

        Assert.Equal((Oin.Organization, "configuration", "in force", AuditLine.NoTrace), (line.Owner, line.Line.Action, line.Line.Result, line.Line.TraceId));
        Assert.Equal("component=meldingen", line.Line.Actor);
        Assert.NotEmpty(line.Line.Origin);
        Assert.Matches(@"^meldingen \d+\.\d+\.\d+[^ ]*: consumers=[^;]*index", line.Line.Object);
        Assert.Contains("; Audit:RefusalsPerMinute=7; ", line.Line.Object, StringComparison.Ordinal);
        Assert.Contains($"Subscriptions:TrustedSources:0={ReceivingComponent.Source}; ", line.Line.Object, StringComparison.Ordinal);
        Assert.Contains("Tenancy:Mode=Single", line.Line.Object, StringComparison.Ordinal);
        Assert.Contains("Authentication:Schemes:Bearer:ValidIssuer=", line.Line.Object, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_consumer_has_a_line_of_its_own()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder, ("State:RetiredConsumers:0", "archief"));
        await ConfigurationAsync(component);

        Assert.Contains(
            await component.App.Services.AuditLinesAsync(),
            line => line.Line is { Action: "retired consumer", Object: "archief", Result: "counts as having reached every end" });
    }

    /// <summary>BIO-02: the sidecar's token, the signing keys, and what somebody puts where no secret belongs.</summary>
    [Fact]
    public async Task No_secret_is_in_it()
    {
        await using var component = await ReceivingComponent.StartAsync(
            _folder,
            ("Subscriptions:ClientSecret", "geheim-1"), ("Cors:Report", "https://jan:geheim-2@logboek.example.nl/v1?sig=geheim-3"), ("Cors:ApiKey", "geheim-4"));

        var text = Assert.Single(await ConfigurationAsync(component)).Line.ToString();

        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReceivingComponent.SidecarToken, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SigningKeys", text, StringComparison.Ordinal);
        Assert.Contains("Cors:Report=https://logboek.example.nl/v1", text, StringComparison.Ordinal);
        Assert.Contains("Cors:ApiKey=(given)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_of_any_size_is_bounded_and_each_change_shows()
    {
        var hashes = new HashSet<string>();
        foreach (var last in new[] { "a", "b" })
        {
            var settings = Enumerable.Range(0, 999).Select(i => ($"Cors:X:{i:d4}", (string?)$"https://balie-{i}.example.nl")).Append(("Cors:X:9999", last));
            await using var component = await ReceivingComponent.StartAsync(_folder, [.. settings]);
            var text = component.App.Services.GetRequiredService<ConfigurationText>().Write();
            Assert.InRange(text.Length, 10_000, 17_000);
            hashes.Add(text[^64..]);
        }

        Assert.Equal(2, hashes.Count);
    }

    private static async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> ConfigurationAsync(ReceivingComponent component)
    {
        var audit = component.App.Services.GetRequiredService<ConfigurationAudit>();
        await Eventually.TrueAsync(() => audit.Missing is null);
        return [.. (await component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action == "configuration")];
    }
}
