using CommonGround.Platform.Api.Answers;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Input;

/// <summary>What the parameters of a handler found while they were bound. The filter of the API answers with it as a whole.</summary>
internal sealed class RequestInput
{
    public InputErrors Errors { get; } = new();

    /// <summary>A reason to refuse the request before its content counts: 413 or 415.</summary>
    public ProblemResult? Refusal { get; set; }

    /// <summary>A hash of the request, where it has an <c>Idempotency-Key</c> and a body.</summary>
    public string? Hash { get; set; }

    public static RequestInput Of(HttpContext context)
    {
        var input = context.Features.Get<RequestInput>();
        if (input is null)
        {
            input = new RequestInput();
            context.Features.Set(input);
        }

        return input;
    }
}
