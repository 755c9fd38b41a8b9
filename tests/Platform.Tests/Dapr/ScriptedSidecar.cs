using System.Collections.Concurrent;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Dapr;

/// <summary>A sidecar on this machine that answers what a test says, and keeps what it was asked; and the client of the platform on it.</summary>
internal sealed class ScriptedSidecar : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = [];
    private readonly List<ServiceProvider> _clients = [];

    private ScriptedSidecar()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What it answers; <see langword="null"/> closes the connection.</summary>
    public Func<SeenRequest, Task<ScriptedAnswer?>> Answers { get; set; } = _ => Task.FromResult<ScriptedAnswer?>(ScriptedAnswer.NoContent);

    public IReadOnlyCollection<SeenRequest> Seen => _seen;

    public SeenRequest Last => _seen.Last();

    public TestLog Log { get; } = new();

    public string Url => _app.Urls.Single();

    public int Port => new Uri(Url).Port;

    public static async Task<ScriptedSidecar> StartAsync(ScriptedAnswer? answer = null)
    {
        var sidecar = new ScriptedSidecar();
        if (answer is not null)
        {
            sidecar.Always(answer);
        }

        await sidecar._app.StartAsync(TestContext.Current.CancellationToken);
        return sidecar;
    }

    public void Always(ScriptedAnswer? answer) => Answers = _ => Task.FromResult(answer);

    /// <summary>Waits until it was asked so often.</summary>
    public async Task SeesAsync(int requests)
    {
        while (_seen.Count < requests)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The building blocks of a component beside it.</summary>
    public ServiceProvider Client(TimeProvider? time = null, IEventReceiver? receiver = null, bool publishes = false, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Prepend(("DAPR_HTTP_PORT", $"{Port}")).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2))).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time ?? TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug))
            .AddDaprBuildingBlocks(configuration);
        if (receiver is not null)
        {
            services.AddSingleton(receiver);
        }

        if (publishes)
        {
            services.AddSingleton<PublishesEvents>();
        }

        var client = services.BuildServiceProvider();
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var request = new SeenRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync(context.RequestAborted));
        _seen.Enqueue(request);
        if (await Answers(request).WaitAsync(context.RequestAborted) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Body is null ? null : answer.ContentType;
        if (answer.ETag is not null)
        {
            context.Response.Headers.ETag = answer.ETag;
        }

        if (answer.Body is not null)
        {
            context.Response.ContentLength = answer.HasLength ? answer.Body.Length : null;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }
}
