using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Tools.Faults.Lines;

namespace CommonGround.Tools.Faults;

/// <summary>One attempt of a request at one replica.</summary>
internal sealed class Api(string token, AnsweredRequests answered) : IDisposable
{
    public const string Collection = "/v1/aanvragen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly HttpRequestOptionsKey<bool> s_reached = new("reached");

    // A connection for each request. Where it breaks, the handler sends a request without a body again by itself: that the last connection was
    // refused does not say that nothing was sent.
    private readonly HttpClient _http =
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, ConnectCallback = ConnectAsync }) { Timeout = Patience };

    /// <exception cref="InvalidOperationException">An answer that no fault explains.</exception>
    public async Task<Answer> TryAsync(Replica replica, Change change)
    {
        using var request = new HttpRequestMessage(change.Method, new Uri(replica.Address, change.Path));
        request.Headers.Add("Idempotency-Key", change.Key);
        if (change.Tag is { } tag)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag.Text));
        }

        request.Content = change.Body is null ? null : JsonContent.Create(change.Body, options: Json);
        try
        {
            using var answer = await SendAsync(request);
            return await ReadAsync(answer);
        }
        catch (HttpRequestException failed) when (failed.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new Answer(request.Options.TryGetValue(s_reached, out _) ? Told.Unknown : Told.NotReached);
        }
        catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Answer(Told.Unknown);
        }
    }

    /// <returns>The resource, or <see langword="null"/> where it does not exist.</returns>
    /// <exception cref="HttpRequestException">No answer that says so.</exception>
    public async Task<(Aanvraag Content, Tag Tag)?> GetAsync(Replica replica, Guid id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(replica.Address, $"{Collection}/{id}"));
        using var answer = await SendAsync(request);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : ((await ContentAsync<Aanvraag>(answer))!, TagOf(answer));
    }

    /// <param name="replica">Who is asked.</param>
    /// <param name="path">A page of the collection or of a search.</param>
    /// <param name="burgerservicenummer">Who is searched, or <see langword="null"/> for the collection.</param>
    /// <returns>The page, and the path of the next one.</returns>
    /// <exception cref="HttpRequestException">No page.</exception>
    public async Task<(T[] Items, string? Next)> PageAsync<T>(Replica replica, string path, string? burgerservicenummer)
    {
        using var request = new HttpRequestMessage(burgerservicenummer is null ? HttpMethod.Get : HttpMethod.Post, new Uri(replica.Address, path));
        request.Content = burgerservicenummer is null ? null : JsonContent.Create(new { burgerservicenummer });
        using var answer = await SendAsync(request);
        var items = await ContentAsync<T[]>(answer);
        return (items!, answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null);
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            context.InitialRequestMessage.Options.Set(s_reached, true);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Each attempt has a trace of its own, which its line continues.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var (trace, parent) = AnsweredRequests.NewTrace();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("traceparent", parent);
        var answer = await _http.SendAsync(request);
        if (answer.IsSuccessStatusCode && request.RequestUri!.AbsolutePath.StartsWith(Collection, StringComparison.Ordinal))
        {
            answered.Add(trace, $"{request.Method} {request.RequestUri.AbsolutePath}");
        }

        return answer;
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Created => new Answer(Told.Done, (await ContentAsync<Aanvraag>(answer))!.Id!.Value, TagOf(answer)),
        HttpStatusCode.OK => new Answer(Told.Done, Tag: TagOf(answer)),
        HttpStatusCode.NoContent => new Answer(Told.Done),
        HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed => new Answer(Told.Refused),
        HttpStatusCode.ServiceUnavailable => new Answer(await IsNotDoneAsync(answer) ? Told.NotDone : Told.Unknown),
        _ => throw new InvalidOperationException($"{answer.RequestMessage!.Method} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"),
    };

    // Only the detail tells one 503 from the other, as a client would read it.
    private static async Task<bool> IsNotDoneAsync(HttpResponseMessage answer)
    {
        using var problem = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        var detail = problem.RootElement.GetProperty("detail").GetString()!;
        return detail.Contains("Er is niets gewijzigd", StringComparison.Ordinal)
            || (detail.Contains("De uitkomst is nog niet bekend", StringComparison.Ordinal) || detail.Contains("Het verzoek kan wel zijn uitgevoerd", StringComparison.Ordinal)
                ? false
                : throw new InvalidOperationException($"A 503 does not say whether anything was changed: {detail}"));
    }

    private static Tag TagOf(HttpResponseMessage answer) => new(answer.Headers.ETag!.Tag);

    private static Task<T?> ContentAsync<T>(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return answer.Content.ReadFromJsonAsync<T>(Json);
    }
}
