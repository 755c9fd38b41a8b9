using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Takes in the event of a delivery by HTTP. What is wrong with it is in the event: a refused request would only come again.</summary>
internal sealed class DeliveryReader(IOptions<SubscriptionOptions> options)
{
    private const string MediaType = "application/cloudevents+json";

    // What a sidecar carries (--max-body-size), with some room for what it adds: so much is read to find id and source in it.
    private const int LargestRead = 5 * 1024 * 1024;
    private const int ChunkLength = 64 * 1024;

    /// <param name="context">The delivery.</param>
    /// <param name="checksMediaType">Whether another media type than that of a CloudEvent is a fault; a dead letter is kept whatever it is.</param>
    public async Task<CloudEvent> ReadAsync(HttpContext context, bool checksMediaType)
    {
        using var body = new MemoryStream();
        var length = await ReadAsync(context, body);
        if (length > LargestRead)
        {
            return new CloudEvent { Fault = $"It has {length} bytes; at most {options.Value.EventBytes} are taken in, and over {LargestRead} it is not read." };
        }

        var received = CloudEventReader.Read(body.GetBuffer().AsSpan(0, (int)body.Length), options.Value.EventBytes);
        return checksMediaType && !IsCloudEvent(context.Request)
            ? received with { Fault = $"Its content type is '{context.Request.ContentType}', not {MediaType} (EVT-09)." }
            : received;
    }

    // To the end, also where it is too much to keep: an answer in the middle of a body is an error to whoever still sends.
    private static async Task<long> ReadAsync(HttpContext context, MemoryStream body)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            var length = 0L;
            while (await context.Request.Body.ReadAsync(chunk, context.RequestAborted) is > 0 and var read)
            {
                length += read;
                if (length <= LargestRead)
                {
                    body.Write(chunk, 0, read);
                }
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static bool IsCloudEvent(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
}
