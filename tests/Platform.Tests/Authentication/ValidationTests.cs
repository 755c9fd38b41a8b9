using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>Which tokens are accepted (OAU-01 to OAU-06, OAU-12). All tests share one issuer and one component.</summary>
public sealed class ValidationTests(ValidationTests.World world) : IClassFixture<ValidationTests.World>
{
    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Accepts(string environment, string what) =>
        Assert.Equal(HttpStatusCode.OK, await world.Apps[environment].StatusAsync("/read", Tokens.Accepted[what](world.Issuer)));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_says_no_more_than_bearer(string environment, string what)
    {
        var token = Tokens.Refused[what](world.Issuer);

        // Twice: that a token was refused is not remembered as anything else.
        for (var i = 0; i < 2; i++)
        {
            using var response = await world.Apps[environment].GetAsync("/read", token);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Accepts_the_scheme_in_lower_case() =>
        Assert.Equal(HttpStatusCode.OK, await world.App.StatusAsync("/read", world.Issuer.Issue(), "bearer"));

    [Fact]
    public async Task Refuses_another_scheme() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await world.App.StatusAsync("/read", world.Issuer.Issue(), "Basic"));

    [Theory]
    [InlineData("access_token")]
    [InlineData("token")]
    [InlineData("Authorization")]
    public async Task Refuses_a_token_in_the_query(string name) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await world.App.StatusAsync($"/read?{name}={world.Issuer.Issue()}"));

    [Fact]
    public async Task Refuses_a_token_that_an_event_takes_from_the_query()
    {
        await using var app = await TestApp.StartAsync("Development", world.Issuer.Time, TakeTokenFromQuery, TestApp.Trusting(world.Issuer));

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync($"/read?token={world.Issuer.Issue()}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync($"/read?token={world.Issuer.Issue()}", "rubbish"));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", "rubbish"));
        Assert.Equal(0, app.Remembered.Count);
    }

    [Fact]
    public async Task Does_not_start_with_events_that_replace_those_of_the_platform()
    {
        static void Replace(WebApplicationBuilder builder) =>
            builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.Events = new());

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApp.StartAsync("Development", world.Issuer.Time, Replace, TestApp.Trusting(world.Issuer)));

        Assert.Contains("their Events were replaced", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Refuses_HS256_with_a_secret_among_the_keys_of_the_issuer(string environment)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        await using var app = await TestApp.StartWithKeysAsync(environment, world.Issuer, new SymmetricSecurityKey(secret) { KeyId = "shared" });

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", world.Issuer.Issue()));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", world.Issuer.Issue(token =>
        {
            token.Header["alg"] = "HS256";
            token.Header["kid"] = "shared";
            token.Signer = text => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));
        })));
    }

    [Fact]
    public async Task Refuses_two_authorization_headers_even_when_both_are_good()
    {
        var token = world.Issuer.Issue();
        Assert.Equal(HttpStatusCode.OK, await world.App.StatusAsync("/read", token));

        Assert.StartsWith("HTTP/1.1 401 ", await SendAsync($"Authorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n"));
        Assert.StartsWith("HTTP/1.1 401 ", await SendAsync($"Authorization: Bearer {token}, Bearer {token}\r\n"));
    }

    [Fact]
    public async Task Refuses_a_missing_token_and_keeps_anonymous_endpoints_open()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await world.App.StatusAsync("/any"));
        Assert.Equal(HttpStatusCode.OK, await world.App.StatusAsync("/anonymous"));
        Assert.Equal(HttpStatusCode.OK, await world.App.StatusAsync("/anonymous", "rubbish"));
    }

    [Fact]
    public async Task Writes_no_token_into_the_log()
    {
        var good = world.Issuer.Issue();
        await world.App.StatusAsync("/read", good);
        await world.App.StatusAsync("/read", good);
        var bad = Tokens.Refused.Values.Select(make => make(world.Issuer)).ToArray();
        foreach (var token in bad)
        {
            await world.App.StatusAsync("/read", token);
        }

        Assert.NotEmpty(world.App.Logs.All);
        foreach (var part in bad.Append(good).SelectMany(token => token.Split('.').Skip(1)).Where(part => part.Length > 20))
        {
            Assert.DoesNotContain(world.App.Logs.All, line => line.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Logs_one_line_that_says_why_a_token_was_refused()
    {
        await using var app = await TestApp.StartAsync(world.Issuer);

        await app.StatusAsync("/read", Tokens.Refused["another audience"](world.Issuer));
        await app.StatusAsync("/read", Tokens.Refused["no azp"](world.Issuer));

        Assert.Single(app.Logs.All, line => line.Contains("Refused a token: SecurityTokenInvalidAudienceException", StringComparison.Ordinal));
        Assert.Single(app.Logs.All, line => line.Contains("Refused a token: The token has no 'azp' claim", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.All, line => line.Contains("   at Microsoft.IdentityModel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaves_the_names_of_claims_as_the_issuer_wrote_them()
    {
        var claims = await world.App.TextAsync("/claims", world.Issuer.Issue(token => token.Payload["sub"] = "medewerker"));

        Assert.Contains("sub", claims.Split('\n'));
    }

    public static MatrixTheoryData<string, string> Accepted() => new(["Development", "Production"], [.. Tokens.Accepted.Keys]);

    public static MatrixTheoryData<string, string> Refused() => new(["Development", "Production"], [.. Tokens.Refused.Keys]);

    private static void TakeTokenFromQuery(WebApplicationBuilder builder) =>
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.Events = new()
        {
            OnMessageReceived = context =>
            {
                context.Token = context.Request.Query["token"];
                return Task.CompletedTask;
            },
        });

    private async Task<string> SendAsync(string headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(world.App.Address.Host, world.App.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var request = $"GET /read HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public sealed class World : IAsyncLifetime
    {
        internal FakeIssuer Issuer { get; private set; } = null!;

        internal Dictionary<string, TestApp> Apps { get; } = [];

        internal TestApp App => Apps["Development"];

        public async ValueTask InitializeAsync()
        {
            Issuer = await FakeIssuer.StartAsync();
            Issuer.Published.Add(Tokens.EcKey);
            Apps["Development"] = await TestApp.StartAsync(Issuer);
            Apps["Production"] = await TestApp.StartWithKeysAsync("Production", Issuer);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var app in Apps.Values)
            {
                await app.DisposeAsync();
            }

            await Issuer.DisposeAsync();
        }
    }
}
