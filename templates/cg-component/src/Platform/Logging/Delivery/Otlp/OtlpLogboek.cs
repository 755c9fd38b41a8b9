using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>
/// A Logboek that takes OTLP over HTTP with protobuf (LDV-17). Only a 2xx with a readable answer acknowledges lines (LDV-11): anything else, a
/// redirect or the page of a gateway among it, means that they are not written.
/// </summary>
internal sealed class OtlpLogboek(HttpClient http, Uri endpoint, LogboekHeaders headers, ServiceIdentity service, LogboekOptions options, TimeProvider time)
    : ILogboek
{
    private const string ContentType = "application/x-protobuf";
    private const int LargestAnswer = 1024 * 1024;

    private readonly Uri _address = AddressOf(endpoint);

    /// <summary>Where lines go: <c>/v1/traces</c> where the endpoint has no path.</summary>
    public static Uri AddressOf(Uri endpoint) => endpoint.AbsolutePath == "/" ? new Uri(endpoint, "/v1/traces") : endpoint;

    /// <summary>A client as a Logboek needs it: an answer is a few bytes, and a redirect no acknowledgement. It waits as long as it is told for each call.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };

    public async Task<LogboekAnswer> SendAsync(IReadOnlyList<OpenedLine> lines, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Content(TraceRequest.Write(service, lines)) };
            foreach (var (name, value) in await headers.ReadAsync(either.Token))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await http.SendAsync(request, either.Token);
            return await ReadAsync(answer, either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogboekException($"It did not answer within {options.Timeout} (Logboek:Timeout).", silent);
        }
        catch (HttpRequestException unreachable)
        {
            throw new LogboekException($"It cannot be reached, or its answer cannot be read ({unreachable.HttpRequestError}).", unreachable);
        }
        catch (Exception withheld) when (withheld is SecretMissingException or SecretStoreException)
        {
            throw new LogboekException(withheld.Message, withheld);
        }
    }

    private ByteArrayContent Content(ReadOnlyMemory<byte> body)
    {
        var content = new ByteArrayContent(options.Gzip ? Compress(body) : body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        if (options.Gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body.Span);
        }

        return compressed.ToArray();
    }

    private async Task<LogboekAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return answer.Content.Headers.ContentType?.MediaType == ContentType
                ? Acknowledged(await answer.Content.ReadAsByteArrayAsync(cancellationToken))
                : throw new LogboekException($"It answered {(int)answer.StatusCode} without the Content-Type {ContentType}: is that its address, path included?");
        }

        // These say something of what was sent; any other is about the Logboek, or about who calls.
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? new LogboekAnswer(1, $"It answered {(int)answer.StatusCode}.") { IsOfTheCall = true }
            : throw new LogboekException($"It answered {(int)answer.StatusCode}.") { RetryAfter = RetryAfter(answer) };
    }

    private static LogboekAnswer Acknowledged(byte[] body)
    {
        try
        {
            return TraceAnswer.Read(body);
        }
        catch (FormatException unreadable)
        {
            throw new LogboekException("It answered 2xx with something that is no ExportTraceServiceResponse.", unreadable);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is { } asked ? asked.Delta ?? (asked.Date - time.GetUtcNow()) : null;
}
