using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>Sends the recorded requests of one file again, in their order, and compares the answers and the deliveries.</summary>
internal sealed class Replay(World world) : IDisposable
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null, UseProxy = false });
    private readonly Dictionary<string, string> _etags = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The exchanges that went another way, each with what differed.</returns>
    public async Task<IReadOnlyDictionary<Exchange, string>> RunAsync(IReadOnlyList<Exchange> exchanges)
    {
        var differences = new Dictionary<Exchange, string>();
        foreach (var group in exchanges.GroupBy(exchange => exchange.Group))
        {
            await world.EnterAsync(group.Key);
            foreach (var exchange in group.Where(exchange => exchange.ToSidecar))
            {
                if (await DifferenceAsync(exchange) is { } difference)
                {
                    differences[exchange] = difference;
                }

                await SettleAsync();
            }

            await world.LeaveAsync(group.Key);
        }

        foreach (var (exchange, difference) in world.App?.Differences ?? [])
        {
            differences[exchange] = difference;
        }

        foreach (var exchange in world.App?.Missing ?? [])
        {
            differences[exchange] = "it did not come";
        }

        return differences;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What a publish set going is done before the next request, as in the recording.</summary>
    private Task SettleAsync() => world.App?.Health is 503
        ? Task.CompletedTask
        : Eventually.TryAsync(() => world.Brokers.All(broker => broker.Unsettled == 0), s_settling);

    private async Task<string?> DifferenceAsync(Exchange exchange)
    {
        var sidecar = await world.BeforeAsync(exchange);
        using var request = await RequestAsync(exchange, sidecar);
        try
        {
            using var answer = await _client.SendAsync(request, Cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
            return exchange.Failed ? $"status {(int)answer.StatusCode} instead of no answer" : Difference(exchange.Response, answer, body);
        }
        catch (HttpRequestException failure)
        {
            return exchange.Failed ? null : failure.Message;
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(Exchange exchange, StandInSidecar sidecar)
    {
        var recorded = exchange.Request;
        var request = new HttpRequestMessage(new HttpMethod(recorded.Method), Address(sidecar, recorded.Path));
        if (recorded.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(recorded.Json is null ? recorded.Body : Encoding.UTF8.GetBytes(KnownETags(Encoding.UTF8.GetString(recorded.Body))));
        }

        foreach (var (name, value) in recorded.Headers)
        {
            var known = name == "If-Match" ? await KnownETagAsync(exchange, sidecar, value) : value;
            if (!request.Headers.TryAddWithoutValidation(name, known))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, known);
            }
        }

        return request;
    }

    private static Uri Address(StandInSidecar sidecar, string path) =>
        new($"http://127.0.0.1:{sidecar.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private string KnownETags(string json) => _etags.Aggregate(
        json, (text, etag) => text.Replace($"\"etag\": \"{etag.Key}\"", $"\"etag\": \"{etag.Value}\"", StringComparison.Ordinal));

    /// <summary>One etag was read by the recording without a trace of it: it is the current one, since it was right.</summary>
    private async Task<string> KnownETagAsync(Exchange exchange, StandInSidecar sidecar, string recorded)
    {
        if (_etags.TryGetValue(recorded, out var known) || exchange.Response.Status != 204)
        {
            return known ?? recorded;
        }

        using var current = await _client.GetAsync(Address(sidecar, exchange.Request.Path), Cancellation);
        return current.Headers.NonValidated["Etag"].ToString();
    }

    private string? Difference(RecordedMessage recorded, HttpResponseMessage answer, byte[] body)
    {
        if (recorded.Status != (int)answer.StatusCode)
        {
            return $"status {(int)answer.StatusCode} instead of {recorded.Status}: {Encoding.UTF8.GetString(body)}";
        }

        var json = recorded.Json is null ? null : Parse(body);
        LearnETags(recorded, answer, json);
        return HeaderDifference(recorded, answer) ?? (recorded.Json is not null
            ? Comparison.Difference(recorded.Json, json)
            : Encoding.UTF8.GetString(recorded.Body) == Encoding.UTF8.GetString(body) ? null : $"body {Encoding.UTF8.GetString(body)}");
    }

    private static string? HeaderDifference(RecordedMessage recorded, HttpResponseMessage answer)
    {
        foreach (var name in (string[])["Etag", "Metadata.ttlexpiretime", "Traceparent"])
        {
            if (recorded.Headers.ContainsKey(name) != answer.Headers.NonValidated.Contains(name))
            {
                return $"{name} is {(recorded.Headers.ContainsKey(name) ? "missing" : "there")}";
            }
        }

        foreach (var name in (string[])["Location", "X-Eigen", "Api-Version", "Tracestate", "X-Content-Type-Options"])
        {
            if (recorded.Headers.GetValueOrDefault(name) is { } value && answer.Headers.NonValidated[name].ToString() != value)
            {
                return $"{name} is not {value}";
            }
        }

        return null;
    }

    private void LearnETags(RecordedMessage recorded, HttpResponseMessage answer, JsonNode? json)
    {
        if (recorded.Headers.TryGetValue("Etag", out var etag) && answer.Headers.NonValidated.TryGetValues("Etag", out var seen))
        {
            _etags[etag] = seen.ToString();
        }

        foreach (var (one, other) in (recorded.Json as JsonArray ?? []).Zip(json as JsonArray ?? []))
        {
            if (one is JsonObject && other is JsonObject && (string?)one["etag"] is { } known && (string?)other["etag"] is { } now)
            {
                _etags[known] = now;
            }
        }
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
