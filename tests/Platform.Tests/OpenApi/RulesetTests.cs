namespace CommonGround.Platform.Tests.OpenApi;

/// <summary>What the linter of the API Design Rules says of the document (ADR 2.1 and 2.2).</summary>
public sealed class RulesetTests : IClassFixture<Spectral>
{
    private readonly Spectral _spectral;

    public RulesetTests(Spectral spectral) => _spectral = spectral;

    [Theory]
    [InlineData("adr-ruleset-2.1.0.yaml")]
    [InlineData("adr-ruleset-2.2.0.yaml")]
    public async Task The_linter_finds_no_error_and_no_warning(string ruleset)
    {
        Assert.SkipWhen(_spectral.Missing is not null, _spectral.Missing ?? "");
        await using var app = await DescribedApp.StartAsync();
        var document = await app.Client.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
        var (exitCode, findings) = await _spectral.LintAsync(ruleset, document);
        Assert.True(exitCode == 0, findings);
        Assert.Contains("No results with a severity of 'warn' or higher found", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_linter_refuses_a_document_without_contact()
    {
        Assert.SkipWhen(_spectral.Missing is not null, _spectral.Missing ?? "");
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        document["info"]!.AsObject().Remove("contact");
        var (exitCode, findings) = await _spectral.LintAsync("adr-ruleset-2.2.0.yaml", document.ToJsonString());
        Assert.Equal(1, exitCode);
        Assert.Contains("info-contact", findings, StringComparison.Ordinal);
    }
}
