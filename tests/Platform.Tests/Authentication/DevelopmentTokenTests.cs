using System.Net;
using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>What <c>dotnet user-jwts</c> makes is accepted in Development, and nothing else is relaxed there.</summary>
public sealed class DevelopmentTokenTests : IAsyncLifetime
{
    private const string Issuer = "dotnet-user-jwts";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly ManualTime _time = new();
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() =>
        _app = await TestApp.StartAsync("Development", _time, null, [.. TokensOfTheTool(_secret), ("Tenancy:Oin", TestApp.OwnOin)]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_token_of_the_tool_is_accepted() => Assert.Equal(HttpStatusCode.OK, await _app.StatusAsync("/read", Issue(_secret)));

    [Fact]
    public async Task Another_secret_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", Issue(RandomNumberGenerator.GetBytes(32))));

    [Fact]
    public async Task HS512_with_the_same_secret_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", Issue(_secret, token =>
        {
            token.Header["alg"] = "HS512";
            token.Signer = text => HMACSHA512.HashData(_secret, Encoding.ASCII.GetBytes(text));
        })));

    [Theory]
    [InlineData("azp")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("aud")]
    [InlineData("iss")]
    public async Task What_the_tool_can_make_is_required(string claim) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", Issue(_secret, token => token.Payload.Remove(claim))));

    [Fact]
    public async Task The_three_months_that_the_tool_would_choose_are_refused() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", Issue(_secret, token => token.Payload["exp"] = token.Now + (90 * 24 * 3600))));

    [Fact]
    public async Task A_key_that_the_tool_makes_while_the_component_runs_counts_at_once()
    {
        var next = RandomNumberGenerator.GetBytes(32);
        var remembered = Issue(_secret);
        Assert.Equal(HttpStatusCode.OK, await _app.StatusAsync("/read", remembered));
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", Issue(next)));

        _app.Reconfigure(TokensOfTheTool(next));

        Assert.Equal(HttpStatusCode.OK, await _app.StatusAsync("/read", Issue(next)));
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.StatusAsync("/read", remembered));
    }

    [Fact]
    public async Task A_component_without_any_issuer_starts_in_development_and_refuses_every_token()
    {
        await using var app = await TestApp.StartAsync("Development", _time, null, ("Tenancy:Oin", TestApp.OwnOin));

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", Issue(_secret)));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/anonymous"));
    }

    // As `dotnet user-jwts create` writes it into appsettings.Development.json and the user secrets.
    internal static (string Name, string? Value)[] TokensOfTheTool(byte[] secret) =>
    [
        ("Authentication:Schemes:Bearer:ValidAudiences:0", FakeIssuer.Audience),
        ("Authentication:Schemes:Bearer:ValidIssuer", Issuer),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Id", "83dd03f2"),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", Issuer),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(secret)),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Length", "32"),
    ];

    private string Issue(byte[] secret, Action<Token>? spoil = null)
    {
        var token = new Token(Tokens.EcKey, Issuer, FakeIssuer.Audience, _time)
        {
            Signer = text => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)),
        };
        token.Header.Remove("kid");
        token.Header["alg"] = "HS256";
        token.Header["typ"] = "JWT";
        token.Payload["jti"] = "c48aeef1";
        token.Payload["nbf"] = token.Now - 2;
        spoil?.Invoke(token);
        return token.Sign();
    }
}
