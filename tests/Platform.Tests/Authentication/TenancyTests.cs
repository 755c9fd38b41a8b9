using System.Net;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>For which tenant a token speaks (design.md 7, IDN-01).</summary>
public sealed class TenancyTests : IAsyncLifetime
{
    private const string Tenant = "00000099000000001000";
    private const string OtherTenant = "00000099000000002000";

    private static readonly (string, string?)[] ByClaim = [("Tenancy:Mode", "Claim"), ("Tenancy:Claim", "oin")];

    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task With_single_every_caller_works_for_the_own_organization()
    {
        await using var app = await TestApp.StartAsync(_issuer);

        Assert.Equal($"{TestApp.OwnOin} zaaksysteem", await app.TextAsync("/caller", Issue(Tenant)));
    }

    [Fact]
    public async Task With_claim_the_token_names_the_tenant()
    {
        await using var app = await TestApp.StartAsync(_issuer, ByClaim);

        Assert.Equal($"{Tenant} zaaksysteem", await app.TextAsync("/caller", Issue(Tenant)));
        Assert.Equal($"{OtherTenant} zaaksysteem", await app.TextAsync("/caller", Issue(OtherTenant)));
    }

    [Theory]
    [MemberData(nameof(NoTenants))]
    public async Task A_claim_that_is_not_one_oin_means_403(string what)
    {
        await using var app = await TestApp.StartAsync(_issuer, ByClaim);
        var token = Issue(NoTenant[what]);

        // Twice: the second time the token is remembered.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/any", token));
            Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/read", token));
            Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/caller", token));
        }
    }

    [Fact]
    public async Task A_policy_of_a_suppliers_own_does_not_leave_tenancy_out()
    {
        await using var app = await TestApp.StartAsync(_issuer, ByClaim);

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/own-policy", Issue(Tenant)));
        Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/own-policy", Issue(null)));
    }

    [Fact]
    public async Task Anonymous_endpoints_need_no_tenant()
    {
        await using var app = await TestApp.StartAsync(_issuer, ByClaim);

        Assert.Equal("unknown", await app.TextAsync("/anonymous/caller", Issue(null)));
        Assert.Equal("known", await app.TextAsync("/anonymous/caller", Issue(Tenant)));
    }

    [Fact]
    public async Task With_a_list_other_tenants_mean_403()
    {
        await using var app = await TestApp.StartAsync(_issuer, [.. ByClaim, ("Tenancy:Tenants:0", Tenant)]);

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/caller", Issue(Tenant)));
        Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/caller", Issue(OtherTenant)));
        Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/caller", Issue(TestApp.OwnOin)));
    }

    public static TheoryData<string> NoTenants() => [.. NoTenant.Keys];

    private static readonly Dictionary<string, object?> NoTenant = new()
    {
        ["missing"] = null,
        ["empty"] = "",
        ["too short"] = "0000009900000000100",
        ["with a space"] = Tenant + " ",
        ["an unknown register"] = "00000098000000001000",
        ["a number"] = 99000000001000,
        ["two of them"] = new[] { Tenant, OtherTenant },
        ["one in an object"] = new { oin = Tenant },
        ["no register of RSINs holds it"] = "00000001823288445000",
    };

    private string Issue(object? oin) => _issuer.Issue(token =>
    {
        if (oin is not null)
        {
            token.Payload["oin"] = oin;
        }
    });
}
