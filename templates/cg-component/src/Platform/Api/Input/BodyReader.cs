using System.Buffers;
using System.Text.Json;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Api.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Input;

/// <summary>Turns the bytes of a body into a value, or into errors.</summary>
internal delegate T? BodyParser<out T>(ReadOnlySpan<byte> utf8, JsonSerializerOptions options, InputErrors errors);

/// <summary>Takes in a body of one media type, up to the limit, and has it parsed where it lies.</summary>
internal static class BodyReader
{
    /// <returns>The value, or <see langword="default"/> where <see cref="RequestInput"/> says why there is none.</returns>
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context, string mediaType, BodyParser<T> parse)
    {
        var request = context.Request;
        var limit = context.RequestServices.GetRequiredService<IOptions<LimitsOptions>>().Value.BodyBytes;
        if (!ContentType.Is(request, mediaType))
        {
            return Refuse<T>(context, Problems.UnsupportedMediaType);
        }

        if (request.ContentLength > limit)
        {
            return Refuse<T>(context, Problems.TooLarge);
        }

        while (true)
        {
            var result = await request.BodyReader.ReadAsync(context.RequestAborted);
            var body = result.Buffer;
            if (body.Length > limit)
            {
                request.BodyReader.AdvanceTo(body.End);
                return Refuse<T>(context, Problems.TooLarge);
            }

            if (result.IsCompleted)
            {
                var value = Parse(context, body, parse);
                request.BodyReader.AdvanceTo(body.End);
                return value;
            }

            request.BodyReader.AdvanceTo(body.Start, body.End);
        }
    }

    private static T? Parse<T>(HttpContext context, ReadOnlySequence<byte> body, BodyParser<T> parse)
    {
        var input = RequestInput.Of(context);
        if (context.Request.Headers.ContainsKey(IdempotencyHeader.Name))
        {
            input.Hash = RequestHash.Of(context.Request, body);
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return parse(body.IsSingleSegment ? body.FirstSpan : body.ToArray(), options, input.Errors);
    }

    private static T? Refuse<T>(HttpContext context, ProblemResult problem)
    {
        RequestInput.Of(context).Refusal = problem;
        return default;
    }
}
