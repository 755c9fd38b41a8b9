using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Events;

/// <summary>A Notificaties API and an authorization server, on a free port of this machine.</summary>
internal sealed class NotificatiesApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private NotificatiesApi(WebApplication app) => _app = app;

    public Uri Address => new($"{_app.Urls.Single()}/api/v1");

    public Uri TokenUrl => new($"{_app.Urls.Single()}/token");

    /// <summary>What it answers to a notification.</summary>
    public Func<JsonObject, int> Answers { get; set; } = _ => 201;

    public ConcurrentQueue<(string Token, string TraceParent, JsonObject Body)> Received { get; } = [];

    public ConcurrentQueue<IFormCollection> Asked { get; } = [];

    public static async Task<NotificatiesApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new NotificatiesApi(app);
        app.Run(api.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            Asked.Enqueue(await context.Request.ReadFormAsync());
            await context.Response.WriteAsJsonAsync(new { access_token = $"token-{Asked.Count}", expires_in = 3600 });
            return;
        }

        Assert.Equal("/api/v1/notificaties", context.Request.Path.Value);
        Assert.Equal("POST", context.Request.Method);
        var body = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        context.Response.StatusCode = Answers(body);
        Received.Enqueue((context.Request.Headers.Authorization.ToString(), context.Request.Headers["traceparent"].ToString(), body));
    }
}
