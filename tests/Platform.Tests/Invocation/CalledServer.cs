using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>A server on a free port that answers as the test says, one answer after the other, and then 200.</summary>
internal sealed class CalledServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CalledServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<ReceivedRequest> Received { get; } = [];

    public ConcurrentQueue<RequestDelegate> Answers { get; } = [];

    /// <summary>What is answered where nothing is scripted.</summary>
    public RequestDelegate Otherwise { get; set; } = static context => context.Response.WriteAsync("goed");

    public static async Task<CalledServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new CalledServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public CalledServer Script(params RequestDelegate[] answers)
    {
        Array.ForEach(answers, Answers.Enqueue);
        return this;
    }

    public static RequestDelegate Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    };

    public static Task CutAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task HangAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase);
        Received.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body));
        await (Answers.TryDequeue(out var scripted) ? scripted : Otherwise)(context);
    }
}
