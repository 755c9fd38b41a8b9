using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>What a component refuses to start with, and what it says: what is wrong, where, and what to do.</summary>
public sealed class StartTests
{
    private const string Bearer = "Authentication:Schemes:Bearer:";

    internal static readonly (string Name, string? Value)[] Complete =
    [
        (Bearer + "Authority", "https://issuer.test"),
        (Bearer + "ValidAudiences:0", FakeIssuer.Audience),
        ("Tenancy:Mode", "Single"),
        ("Tenancy:Oin", TestApp.OwnOin),
    ];

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task A_complete_configuration_starts(string environment)
    {
        await using var app = await StartAsync(environment);

        Assert.Equal("open", await app.TextAsync("/anonymous"));
    }

    [Fact]
    public async Task It_makes_no_keys_on_disk_for_cookies_that_it_does_not_have()
    {
        await using var app = await StartAsync("Production");

        Assert.Null(app.Services.GetService<IDataProtectionProvider>());
    }

    [Fact]
    public Task Without_issuer_it_does_not_start() => RefusesAsync("names no issuer", (Bearer + "Authority", null));

    [Fact]
    public Task With_issuers_but_nowhere_to_find_keys_it_does_not_start() =>
        RefusesAsync("does not say where the issuer's keys are", (Bearer + "Authority", null), (Bearer + "ValidIssuers:0", "https://issuer.test"));

    [Fact]
    public Task Without_audience_it_does_not_start() => RefusesAsync("ValidAudiences is empty", (Bearer + "ValidAudiences:0", null));

    [Fact]
    public Task With_keys_over_plain_http_it_does_not_start() => RefusesAsync("without https", (Bearer + "Authority", "http://issuer.test"));

    [Fact]
    public Task With_https_switched_off_it_does_not_start() => RefusesAsync("without https", (Bearer + "RequireHttpsMetadata", "false"));

    [Fact]
    public Task With_a_development_key_it_does_not_start() => RefusesAsync("holds a symmetric key", DevelopmentTokenTests.TokensOfTheTool(new byte[32]));

    [Theory]
    [InlineData("LongestLife", "06:00:01")]
    [InlineData("LongestLife", "00:00:59")]
    [InlineData("RememberedFor", "00:05:01")]
    [InlineData("RememberedFor", "-00:00:01")]
    [InlineData("Remembered", "1")]
    [InlineData("Remembered", "1000001")]
    public Task With_a_setting_out_of_range_it_does_not_start(string name, string value) =>
        RefusesAsync($"Authentication:Tokens:{name} is {value}", ($"Authentication:Tokens:{name}", value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1234")]
    public Task Without_its_own_oin_it_does_not_start(string? oin) => RefusesAsync($"Tenancy:Oin is '{oin}'", ("Tenancy:Oin", oin));

    [Fact]
    public Task Without_the_claim_it_does_not_start() => RefusesAsync("Tenancy:Claim is empty", ("Tenancy:Mode", "Claim"));

    [Fact]
    public Task With_a_claim_that_would_not_be_used_it_does_not_start() => RefusesAsync("which uses neither", ("Tenancy:Claim", "oin"));

    [Fact]
    public Task With_a_tenant_that_is_no_oin_it_does_not_start() =>
        RefusesAsync("Tenancy:Tenants:1 is 'Utrecht'", ("Tenancy:Mode", "Claim"), ("Tenancy:Claim", "oin"), ("Tenancy:Tenants:0", TestApp.OwnOin), ("Tenancy:Tenants:1", "Utrecht"));

    [Theory]
    [InlineData("Tenancy:Mode", "Many", "Set it to Single or Claim")]
    [InlineData("Authentication:Tokens:LongestLife", "lang", "Set it to a time")]
    [InlineData(Bearer + "RefreshInterval", "kort", "Set it to a time")]
    [InlineData(Bearer + "AutomaticRefreshInterval", "vaak", "Set it to a time")]
    [InlineData(Bearer + "RequireHttpsMetadata", "nee", "Set it to true or false")]
    public Task With_a_setting_that_cannot_be_read_it_does_not_start(string name, string value, string wanted) =>
        RefusesAsync($"{name} is '{value}'. {wanted}", (name, value));

    [Theory]
    [InlineData(null, 15)]
    [InlineData("00:02:00", 2)]
    public async Task The_issuers_keys_are_read_again_after_the_time_that_is_configured(string? configured, int minutes)
    {
        await using var app = await StartAsync("Production", (Bearer + "AutomaticRefreshInterval", configured));

        var options = app.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        Assert.Equal(TimeSpan.FromMinutes(minutes), options.AutomaticRefreshInterval);
    }

    [Theory]
    [InlineData("AutomaticRefreshInterval", "00:00:59")]
    [InlineData("AutomaticRefreshInterval", "7.00:00:01")]
    [InlineData("RefreshInterval", "00:00:00")]
    [InlineData("RefreshInterval", "01:00:01")]
    public Task With_another_pace_for_the_issuer_it_does_not_start(string name, string value) =>
        RefusesAsync($"{Bearer}{name} is {value}", (Bearer + name, value));

    [Fact]
    public async Task Everything_that_is_missing_is_said_at_once()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("Production", (Bearer + "Authority", null), (Bearer + "ValidAudiences:0", null)));

        Assert.Equal(3, refusal.Failures.Count());
    }

    private static async Task RefusesAsync(string message, params (string Name, string? Value)[] settings)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Production", settings));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("set ", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<TestApp> StartAsync(string environment, params (string Name, string? Value)[] settings) =>
        TestApp.StartAsync(environment, TimeProvider.System, null, [.. Complete, .. settings]);
}
