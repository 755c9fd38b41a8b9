using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>An issuer on loopback: discovery and keys over http. Its keys can be rotated and withdrawn, and it can fall silent.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    public const string Audience = "https://component.test";

    private readonly WebApplication _app;
    private int _fetches;

    private FakeIssuer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ManualTime Time { get; } = new();

    /// <summary>The key that signs.</summary>
    public TestKey Key { get; private set; } = TestKey.Rsa2048("first");

    /// <summary>The keys that are published.</summary>
    public List<TestKey> Published { get; } = [];

    /// <summary>The issuer that the metadata names.</summary>
    public string? Name { get; set; }

    /// <summary>Whether connections are cut instead of answered.</summary>
    public bool IsDown { get; set; }

    /// <summary>What each fetch waits for.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>How often the discovery document was asked for.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public static async Task<FakeIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var issuer = new FakeIssuer(builder.Build());
        issuer.Published.Add(issuer.Key);
        issuer.Map();
        await issuer._app.StartAsync();
        return issuer;
    }

    public string Issue(Action<Token>? spoil = null)
    {
        var token = new Token(Key, Address, Audience, Time);
        spoil?.Invoke(token);
        return token.Sign();
    }

    /// <summary>Signs with a new key and publishes it beside the others.</summary>
    public void Rotate()
    {
        Key = TestKey.Rsa2048("second");
        Published.Add(Key);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", async (HttpContext context) =>
        {
            Interlocked.Increment(ref _fetches);
            await Hold;
            if (IsDown)
            {
                context.Abort();
            }

            return new Dictionary<string, object?> { ["issuer"] = Name ?? Address, ["jwks_uri"] = $"{Address}/jwks" };
        });
        _app.MapGet("/jwks", () => new { keys = Published.Select(key => key.ToJwk()) });
    }
}
