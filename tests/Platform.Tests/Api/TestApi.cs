using System.Net.Http.Headers;
using System.Text;
using CommonGround.Platform.Api;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Api;

/// <summary>The real pipeline on Kestrel with a small resource; only tokens and the store are doubles.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    public const string AllScopes = "lezen,schrijven";

    private readonly WebApplication _app;

    private TestApi(WebApplication app, TestDocuments documents, TestLog log)
    {
        _app = app;
        Documents = documents;
        Log = log;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = CreateClient("tester");
    }

    public HttpClient Client { get; }

    public Uri Address { get; }

    public TestDocuments Documents { get; }

    public TestLog Log { get; }

    public static async Task<TestApi> StartAsync(
        Action<IEndpointRouteBuilder>? map = null, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(TestApi).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddAuthentication(TestAuthentication.Scheme).AddScheme<AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.Scheme, null);
        builder.Services.AddAuthorization();
        var (documents, log) = (new TestDocuments(), new TestLog());
        builder.Services.AddSingleton<IDocuments>(documents);
        builder.Services.AddSingleton(new ProcessingActivities(new ProcessingOptions()));
        builder.Logging.AddProvider(log);
        builder.AddApi();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseApiAnswers();
        app.UseApiRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseApiLimits();
        var api = app.MapApi();
        api.MapMeldingen();
        map?.Invoke(api);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestApi(app, documents, log);
    }

    public HttpClient CreateClient(string client, string scopes = AllScopes)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{client}:{scopes}");
        return http;
    }

    /// <summary>Sends a request; headers come as <c>"Name: value"</c>.</summary>
    public async Task<Answer> SendAsync(string method, string path, string? body = null, string contentType = "application/json", params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(BytesOf(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> CreateAsync(string body = Melding.Valid, params string[] headers)
    {
        var answer = await SendAsync("POST", "/v1/meldingen", body, headers: headers);
        Assert.Equal(201, answer.Status);
        return answer;
    }

    // U+FFFF stands for a byte that is no UTF-8.
    private static byte[] BytesOf(string body) =>
        [.. body.Split('\uffff').SelectMany((part, i) => i == 0 ? Encoding.UTF8.GetBytes(part) : [0xff, .. Encoding.UTF8.GetBytes(part)])];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
