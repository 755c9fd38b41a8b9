using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Voorbeeld.Component.Tests.Fixture;

/// <summary>
/// The component as it runs: the whole pipeline on Kestrel, on the embedded building blocks in a folder of its own.
/// Three things differ from its settings: the authorization server and the event broker are replaced, and the token says which of two
/// test organizations a client works for, so that a test can show that neither sees the other's.
/// </summary>
public sealed class ComponentFixture : WebApplicationFactory<Program>
{
    /// <summary>Two organizations of the test register (IDN-01).</summary>
    public const string Gemeente = "00000099123456789000";

    public const string AndereGemeente = "00000099987654321000";

    /// <summary>The system whose events are believed, of <see cref="Gemeente"/>.</summary>
    public const string Zaakregister = $"urn:nld:oin:{Gemeente}:systeem:zaakregister";

    private const string SidecarToken = "token-of-the-sidecar-of-these-tests";

    private readonly TestIssuer _issuer = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("component-tests-").FullName;

    public ComponentFixture() => UseKestrel(0);

    /// <summary>What the component published.</summary>
    public TestBroker Broker { get; } = new();

    /// <summary>Whether it works for one organization, whatever the token says, as a component is generated.</summary>
    public bool SingleTenant { get; init; }

    /// <summary>Settings of one test, over those of all.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the component keeps what it stores.</summary>
    public string Folder => _folder;

    /// <summary>A client with a token that has these scopes; without scopes the token has none.</summary>
    public HttpClient Client(params string[] scopes) => ClientOf(Gemeente, scopes);

    /// <inheritdoc cref="Client"/>
    public HttpClient ClientOf(string tenant, params string[] scopes)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token(tenant, "component-tests", scopes));
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous()
    {
        StartServer();
        return CreateClient();
    }

    /// <summary>All endpoints that are mapped, those that the description leaves out among them.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints()
    {
        StartServer();
        return [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    }

    /// <summary>A client that is the sidecar.</summary>
    public HttpClient Sidecar()
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Add("dapr-api-token", SidecarToken);
        return client;
    }

    /// <summary>Delivers an event as the sidecar does.</summary>
    /// <returns>What the sidecar is told: SUCCESS, RETRY or DROP.</returns>
    public async Task<string> DeliverAsync(string topic, JsonObject cloudEvent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/events/{topic}");
        request.Content = new StringContent(cloudEvent.ToJsonString(), Encoding.UTF8, "application/cloudevents+json");
        using var answer = await Sidecar().SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!.GetValue<string>();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);
        builder.UseSetting("Embedded:File", Path.Combine(_folder, "state.db"));
        builder.UseSetting("Embedded:Secrets", Path.Combine(_folder, "secrets.json"));
        builder.UseSetting("Management:Port", "0");
        builder.UseSetting("APP_API_TOKEN", SidecarToken);
        builder.UseSetting("Subscriptions:TrustedSources:0", Zaakregister);
        builder.UseSetting("Authentication:Schemes:Bearer:ValidIssuer", TestIssuer.Issuer);
        builder.UseSetting("Authentication:Schemes:Bearer:ValidAudiences:0", TestIssuer.Audience);
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services => services
            .AddSingleton<IEventBroker>(Broker)
            .PostConfigureAll<JwtBearerOptions>(options => options.ConfigurationManager = _issuer.Metadata)
            .PostConfigure<TenancyOptions>(SetTenancy));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _issuer.Dispose();
            DeleteFolder();
        }
    }

    /// <summary>All of it, so that the tests run alike whatever organizations the component is set to serve.</summary>
    private void SetTenancy(TenancyOptions tenancy)
    {
        tenancy.Mode = SingleTenant ? TenancyMode.Single : TenancyMode.Claim;
        tenancy.Oin = SingleTenant ? Gemeente : null;
        tenancy.Claim = SingleTenant ? null : TestIssuer.TenantClaim;
        tenancy.Tenants.Clear();
        foreach (var tenant in SingleTenant ? [] : new[] { Gemeente, AndereGemeente })
        {
            tenancy.Tenants.Add(tenant);
        }
    }

    /// <summary>More than once where it must be: the store may still be writing its last pages.</summary>
    private void DeleteFolder()
    {
        for (var attempt = 0; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(100);
            }
        }
    }
}
