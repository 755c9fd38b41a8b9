using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Invocation;
using CommonGround.Platform.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>A component that calls: what a supplier writes in Program.cs, with the building blocks replaced by the way to one server.</summary>
internal sealed class CallerApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CallerApp(WebApplication app, TestLog log) => (_app, Log) = (app, log);

    public TestLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<CallerApp> StartAsync(
        CalledServer server, Action<WebApplicationBuilder> add, TimeProvider? time = null, Action<WebApplication>? map = null,
        params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        var log = new TestLog();
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IInvocation>(new DirectInvocation(server.Address));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        add(builder);
        var app = builder.Build();
        app.UseRouting();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new CallerApp(app, log);
    }

    public static Task<CallerApp> StartAsync(CalledServer server, TimeProvider? time = null, params (string Name, string Value)[] settings) =>
        StartAsync(
            server, builder => builder.AddComponentClient("zaakregister"), time, null,
            [.. settings.Select(setting => ($"Calls:zaakregister:{setting.Name}", setting.Value))]);

    public HttpClient Client(string name = "zaakregister") => Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Leads to the server, whatever the app-id.</summary>
    internal sealed class DirectInvocation(Uri server) : IInvocation
    {
        public HttpMessageHandler CreateHandler(string appId) => new Way(server) { InnerHandler = new SocketsHttpHandler() };

        private sealed class Way(Uri server) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var asked = request.RequestUri!;
                request.RequestUri = new Uri(server, asked.PathAndQuery);
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                finally
                {
                    request.RequestUri = asked;
                }
            }
        }
    }
}
