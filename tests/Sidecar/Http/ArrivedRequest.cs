using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Sidecar.Http;

/// <summary>A request that was read whole.</summary>
internal sealed class ArrivedRequest
{
    private ArrivedRequest(HttpContext context, string target, ReadOnlyMemory<byte> body, bool tooLarge)
    {
        Context = context;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[question..];
        Path = [.. RawPath.TrimStart('/').Split('/').Select(Uri.UnescapeDataString)];
        (Body, TooLarge) = (body, tooLarge);
    }

    public HttpContext Context { get; }

    public string Method => Context.Request.Method;

    /// <summary>The path as it was sent.</summary>
    public string RawPath { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string RawQuery { get; }

    /// <summary>The parts between the slashes, decoded one by one: a slash inside one was sent as <c>%2F</c>.</summary>
    public IReadOnlyList<string> Path { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body was larger than the sidecar takes.</summary>
    public bool TooLarge { get; }

    public IHeaderDictionary Headers => Context.Request.Headers;

    /// <summary>The parts from <paramref name="first"/> on, with the slashes between them.</summary>
    public string Rest(int first) => string.Join('/', Path.Skip(first));

    public bool Is(string method) => string.Equals(Method, method, StringComparison.OrdinalIgnoreCase);

    public static async Task<ArrivedRequest> ReadAsync(HttpContext context, int largestBody)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (body, tooLarge) = await ReadBodyAsync(context.Request, largestBody, context.RequestAborted);
        return new ArrivedRequest(context, target, body, tooLarge);
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool TooLarge)> ReadBodyAsync(HttpRequest request, int largest, CancellationToken aborted)
    {
        if (request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return (default, false);
        }

        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, largest));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(aborted);
            foreach (var part in read.Buffer)
            {
                // The rest of what is too large is read and dropped, so that the caller can read the answer.
                if (body.Length <= largest)
                {
                    body.Write(part.Span);
                }
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return (body.GetBuffer().AsMemory(0, (int)body.Length), body.Length > largest);
            }
        }
    }
}
