using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>A component that answers what the recorded one answered, and compares what it is sent with what that one was sent.</summary>
internal sealed class RecordedApp : IAsyncDisposable
{
    private static readonly HashSet<string> s_ofTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "User-Agent", "Traceparent", "Transfer-Encoding",
    };

    private readonly Lock _lock = new();
    private readonly WebApplication _server;
    private readonly List<Exchange> _waiting;
    private readonly List<Exchange> _came = [];

    private RecordedApp(WebApplication server, IEnumerable<Exchange> exchanges, string subscriptions)
    {
        (_server, Subscriptions) = (server, subscriptions);
        _waiting = [.. exchanges.Where(exchange => !exchange.ToSidecar)];
    }

    public int Port => new Uri(_server.Urls.Single()).Port;

    /// <summary>The recorded exchanges that did not come, or not like that, each with what differed.</summary>
    public Dictionary<Exchange, string> Differences { get; } = [];

    /// <summary>What came and was not recorded.</summary>
    public List<string> Unexpected { get; } = [];

    /// <summary>The group that is replayed now.</summary>
    public string Group { get; set; } = "";

    /// <summary>What health probes are answered; how many come is a matter of time.</summary>
    public int Health { get; set; } = 200;

    /// <summary>What is answered to <c>GET /dapr/subscribe</c> where the recording does not say.</summary>
    public string Subscriptions { get; }

    /// <summary>How long the handler at <c>/e/slow</c> takes.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromMilliseconds(900);

    public IReadOnlyList<Exchange> Missing
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting];
            }
        }
    }

    public static async Task<RecordedApp> StartAsync(IEnumerable<Exchange> exchanges, string subscriptions = "[]")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        var server = builder.Build();
        var app = new RecordedApp(server, exchanges, subscriptions);
        server.Run(app.HandleAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var json = Parse(body.ToArray());
        var answer = Take(context.Request, target, json, body.Length);
        if (target == "/e/slow")
        {
            await Task.Delay(Slow);
        }

        await SendAsync(context.Response, answer, target);
    }

    private RecordedMessage? Take(HttpRequest request, string target, JsonNode? json, long length)
    {
        lock (_lock)
        {
            var exchange = _waiting.FirstOrDefault(exchange => Matches(exchange, request.Method, target, json, length));
            if (exchange is null)
            {
                NoteUnexpected(target, json);
                return null;
            }

            _waiting.Remove(exchange);
            _came.Add(exchange);
            if (Difference(exchange, request, json) is { } difference)
            {
                Differences[exchange] = difference;
            }

            return target == "/healthz" ? exchange.Response with { Status = Health } : exchange.Response;
        }
    }

    private bool Matches(Exchange exchange, string method, string target, JsonNode? json, long length) =>
        exchange.Group == Group && exchange.Request.Method == method && exchange.Request.Path == target
        && (target != "/healthz" || exchange.Response.Status == Health)
        && Text(exchange.Request.Json, "topic") == Text(json, "topic")
        && (IsFresh(Text(exchange.Request.Json, "id")) || Text(exchange.Request.Json, "id") == Text(json, "id"))
        && (exchange.Request.Json is not null || target.StartsWith("/e/", StringComparison.Ordinal) || exchange.Request.Body.Length == length);

    private static string? Difference(Exchange exchange, HttpRequest request, JsonNode? json)
    {
        var recorded = Names(exchange.Request.Headers.Select(header => header.Key));
        var seen = Names(request.Headers.Select(header => header.Key));
        if (recorded != seen)
        {
            return $"headers {seen} instead of {recorded}";
        }

        var other = exchange.Request.Headers.FirstOrDefault(header => !s_ofTheConnection.Contains(header.Key) && request.Headers[header.Key] != header.Value);
        if (other.Key is not null)
        {
            return $"{other.Key} is {request.Headers[other.Key]} instead of {other.Value}";
        }

        HashSet<string> given = IsFresh(Text(exchange.Request.Json, "id")) ? [] : ["id"];
        return Comparison.Difference(exchange.Request.Json, json, given);
    }

    /// <summary>Probes come as time has it, and what always fails comes again on RabbitMQ.</summary>
    private void NoteUnexpected(string target, JsonNode? json)
    {
        var before = _came.LastOrDefault(exchange => exchange.Request.Path == target && Text(exchange.Request.Json, "topic") == Text(json, "topic"));
        var failed = before is not null && (before.Response.Status >= 400 || Text(before.Response.Json, "status") is not (null or "SUCCESS"));
        if (target != "/healthz" && !target.StartsWith("/dapr/", StringComparison.Ordinal) && !failed)
        {
            Unexpected.Add($"{Group}: {target} {json?.ToJsonString()}");
        }
    }

    private async Task SendAsync(HttpResponse response, RecordedMessage? answer, string target)
    {
        response.StatusCode = answer?.Status ?? (target == "/healthz" ? Health : 200);
        foreach (var (name, value) in answer?.Headers ?? new Dictionary<string, string>())
        {
            response.Headers[name] = value;
        }

        if (answer is null && target == "/dapr/subscribe")
        {
            await response.WriteAsync(Subscriptions);
        }

        if (answer is { Body.Length: > 0 } && response.StatusCode is not (204 or 304) && !HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body);
        }
    }

    private static string Names(IEnumerable<string> headers) =>
        string.Join(", ", headers.Where(name => !s_ofTheConnection.Contains(name)).Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal));

    /// <summary>Ids that the sidecar made are UUIDs, as are those of some events that were published.</summary>
    private static bool IsFresh(string? id) => Guid.TryParse(id, out _);

    private static string? Text(JsonNode? json, string name) => json is JsonObject members && members[name] is JsonValue value ? value.ToString() : null;

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
