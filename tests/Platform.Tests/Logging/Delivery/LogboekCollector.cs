using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>A Logboek that takes OTLP over HTTP, on a port of this machine. It writes what the test lets it write, and answers as the test says.</summary>
internal sealed class LogboekCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenSpan> _written = [];

    private LogboekCollector(WebApplication app) => _app = app;

    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>What it answers instead of taking the call; nothing where it takes it.</summary>
    public Func<HttpContext, IReadOnlyList<SeenSpan>, Task<bool>> Answers { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>The lines that it refuses, of calls that it takes.</summary>
    public Func<SeenSpan, bool> Refuses { get; set; } = _ => false;

    /// <summary>What it acknowledged, in order.</summary>
    public IReadOnlyList<SeenSpan> Written => [.. _written];

    /// <summary>How many lines each call had.</summary>
    public ConcurrentQueue<int> Calls { get; } = [];

    /// <summary>The head of each call.</summary>
    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Heads { get; } = [];

    public static async Task<LogboekCollector> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var collector = new LogboekCollector(app);
        app.Run(collector.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Answers with a status, and nothing written.</summary>
    public static Func<HttpContext, IReadOnlyList<SeenSpan>, Task<bool>> Status(int status, string? retryAfter = null) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    };

    /// <summary>Answers 200 with these bytes.</summary>
    public static Func<HttpContext, IReadOnlyList<SeenSpan>, Task<bool>> Body(string contentType, params byte[] body) => async (context, _) =>
    {
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(body);
        return true;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await (context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
            .CopyToAsync(body, context.RequestAborted);
        var spans = SeenSpan.ReadRequest(body.ToArray());
        Heads.Enqueue((context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        Calls.Enqueue(spans.Count);
        if (await Answers(context, spans))
        {
            return;
        }

        var refused = spans.Count(Refuses);
        spans.Where(span => !Refuses(span)).ToList().ForEach(_written.Enqueue);
        context.Response.ContentType = "application/x-protobuf";
        if (refused > 0)
        {
            // partial_success (1) with rejected_spans (1), a number below 128, and error_message (2).
            await context.Response.Body.WriteAsync(new byte[] { 0x0A, 0x06, 0x08, (byte)refused, 0x12, 0x02, (byte)'n', (byte)'o' });
        }
    }
}
