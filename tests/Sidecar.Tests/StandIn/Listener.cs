using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Tests.StandIn;

/// <summary>A component that subscribes to one topic with a dead-letter topic, and notes what comes.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Lock _lock = new();
    private readonly List<string> _events = [];
    private readonly List<string> _dead = [];

    private Listener(WebApplication server) => _server = server;

    public int Port => new Uri(_server.Urls.Single()).Port;

    /// <summary>The handler: gets the event's id, and answers a status, such as <c>RETRY</c>.</summary>
    public Func<string, Task<string>> Handle { get; set; } = _ => Task.FromResult("SUCCESS");

    public IReadOnlyList<string> Events => Copy(_events);

    public IReadOnlyList<string> Dead => Copy(_dead);

    /// <param name="broker">The broker of the topic.</param>
    /// <param name="deadLetters">Whether what fails goes to the topic <c>t-dead</c>.</param>
    /// <param name="topic">What it subscribes to.</param>
    public static async Task<Listener> StartAsync(string broker = "pubsub", bool deadLetters = true, string topic = "t")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var listener = new Listener(server);
        var subscriptions = $$"""
            [{"pubsubname":"{{broker}}","topic":"{{topic}}","route":"/t","deadLetterTopic":"{{(deadLetters ? "t-dead" : "")}}"},
             {"pubsubname":"{{broker}}","topic":"t-dead","route":"/t-dead"}]
            """;
        server.Run(context => context.Request.Path.Value switch
        {
            "/dapr/subscribe" => context.Response.WriteAsync(subscriptions),
            "/t" => listener.TakeAsync(context),
            "/t-dead" => listener.NoteAsync(context, listener._dead),
            _ => Task.CompletedTask,
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var id = await NoteAsync(context, _events);
        await context.Response.WriteAsync($$"""{"status":"{{await Handle(id)}}"}""");
    }

    private async Task<string> NoteAsync(HttpContext context, List<string> list)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var id = json.RootElement.GetProperty("id").GetString()!;
        lock (_lock)
        {
            list.Add(id);
        }

        return id;
    }

    private List<string> Copy(List<string> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
