using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Receives on this machine what a component exports: traces, metrics and logs by OTLP, and the lines for the Logboek.</summary>
internal sealed class CanaryCollector : IAsyncDisposable
{
    public const string Traces = "/v1/traces";
    public const string Metrics = "/v1/metrics";
    public const string Logs = "/v1/logs";
    public const string Logboek = "/logboek";

    private readonly WebApplication _app;

    private CanaryCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<CanaryCollector> StartAsync(CanarySinks sinks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            sinks.Add(context.Request.Path.Value!, "an export", body.ToArray());
            sinks.Add(context.Request.Path.Value!, "the headers of an export", string.Join('\n', context.Request.Headers));

            // An empty answer takes all: no partial_success.
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new CanaryCollector(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
