using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>A small component on Kestrel and loopback, with authentication as the platform adds it.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string OwnOin = "00000001823288444000";

    public const string SidecarToken = "0123456789abcdef-sidecar";

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private int _validations;

    private TestApp(WebApplicationBuilder builder)
    {
        // Raised by the library's handler each time that it validates a token, and accepts it.
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Events ??= new();
            options.Events.OnTokenValidated = _ =>
            {
                Interlocked.Increment(ref _validations);
                return Task.CompletedTask;
            };
        });
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        _app = builder.Build();
        _app.UseCommonGroundAuthentication();
        Map(_app);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    public LogLines Logs { get; } = new();

    /// <summary>How often a token was validated and accepted.</summary>
    public int Validations => Volatile.Read(ref _validations);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public RememberedTokens Remembered => _app.Services.GetRequiredService<RememberedTokens>();

    /// <summary>A component in Development that trusts the issuer.</summary>
    public static Task<TestApp> StartAsync(FakeIssuer issuer, params (string Name, string? Value)[] settings) =>
        StartAsync("Development", issuer.Time, null, [.. Trusting(issuer), .. settings]);

    /// <summary>A component that has the issuer's published keys, and others, set as a supplier's tests set their own.</summary>
    public static Task<TestApp> StartWithKeysAsync(string environment, FakeIssuer issuer, params SecurityKey[] others)
    {
        var configuration = new OpenIdConnectConfiguration { Issuer = issuer.Address };
        foreach (var key in issuer.Published)
        {
            configuration.SigningKeys.Add(new JsonWebKey(JsonSerializer.Serialize(key.ToJwk())));
        }

        foreach (var key in others)
        {
            configuration.SigningKeys.Add(key);
        }

        return StartAsync(
            environment,
            issuer.Time,
            builder => builder.Services.PostConfigure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme,
                options => options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration)),
            [.. Trusting(issuer), ("Authentication:Schemes:Bearer:Authority", "https://issuer.test"), ("Authentication:Schemes:Bearer:ValidIssuers:0", issuer.Address)]);
    }

    public static async Task<TestApp> StartAsync(
        string environment, TimeProvider time, Action<WebApplicationBuilder>? configure, params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.Configuration["APP_API_TOKEN"] = SidecarToken;
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(time);
        builder.AddCommonGroundAuthentication();
        configure?.Invoke(builder);
        var app = new TestApp(builder);
        try
        {
            await app._app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of a component with one tenant that trusts the issuer. A later setting of the same name counts.</summary>
    public static (string Name, string? Value)[] Trusting(FakeIssuer issuer) =>
    [
        ("Authentication:Schemes:Bearer:Authority", issuer.Address),
        ("Authentication:Schemes:Bearer:ValidAudiences:0", FakeIssuer.Audience),
        ("Tenancy:Mode", "Single"),
        ("Tenancy:Oin", OwnOin),
    ];

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null, string scheme = "Bearer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue(scheme, token);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a GET; headers come as <c>"Name: value"</c>.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            Assert.True(request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].TrimStart()));
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The headers that a handler sees of a request with these, in order of their names.</summary>
    public async Task<string> HeadersAsync(string[] headers)
    {
        using var response = await SendAsync("/anonymous/headers", headers);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusAsync(string path, string? token = null, string scheme = "Bearer")
    {
        using var response = await GetAsync(path, token, scheme);
        return response.StatusCode;
    }

    public async Task<string> TextAsync(string path, string? token = null)
    {
        using var response = await GetAsync(path, token);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Changes settings while the component runs.</summary>
    public void Reconfigure(params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _app.Configuration[name] = value;
        }

        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/anonymous", () => "open").AllowAnonymous();
        app.MapGet("/any", () => "known");
        app.MapGet("/read", () => "read").RequireScope("aanvragen.lezen");
        app.MapGroup("/group").RequireScope("aanvragen.lezen").MapGet("/write", () => "written").RequireScope("aanvragen.schrijven");
        app.MapGet("/caller", (Caller caller) => $"{caller.Tenant} {caller.Client}");
        app.MapGet("/caller/instance", (Caller caller) => RuntimeHelpers.GetHashCode(caller));
        app.MapGet("/anonymous/caller", (HttpContext context) => context.TryGetCaller(out _) ? "known" : "unknown").AllowAnonymous();
        app.MapGet("/anonymous/headers", (HttpRequest request) => string.Join('\n', request.Headers
            .Where(header => header.Key is not ("Host" or "traceparent" or "Traceparent"))
            .Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal))).AllowAnonymous();
        app.MapGet("/sidecar", () => "known").RequireSidecar();
        app.MapGroup("/sidecar-group").RequireSidecar().MapGet("/any", context => context.Response.WriteAsync("known"));
        app.MapGet("/own-policy", () => "read").RequireAuthorization(policy => policy.RequireClaim("azp"));
        app.MapGet("/claims", (ClaimsPrincipal user) => string.Join('\n', user.Claims.Select(claim => claim.Type)));
    }
}
