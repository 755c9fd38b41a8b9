using CommonGround.Platform.Api.Input;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The problems that the platform itself answers with, and which exception becomes which.</summary>
internal static class Problems
{
    public static readonly ProblemResult NotFound = new(404, "Deze resource bestaat niet.");
    public static readonly ProblemResult NotAcceptable = new(406);
    public static readonly ProblemResult PreconditionFailed = new(412);
    public static readonly ProblemResult TooLarge = new(413);
    public static readonly ProblemResult UnsupportedMediaType = new(415);
    public static readonly ProblemResult PreconditionRequired = new(428);
    public static readonly ProblemResult Internal = new(500);

    public static readonly ProblemResult PlainHttp = new(403, "Deze API is alleen via https bereikbaar.");

    public static readonly ProblemResult OtherRequest = new(
        409, "Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik voor elk verzoek een nieuwe.");

    public static readonly ProblemResult Unavailable = new(503) { RetryAfter = TimeSpan.FromSeconds(5) };

    public static readonly ProblemResult OutcomeUnknown = new(
        503,
        "De uitkomst is nog niet bekend: het verzoek kan alsnog zijn uitgevoerd. Herhaal met dezelfde Idempotency-Key, of kijk eerst.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static readonly ProblemResult NotLogged = new(
        503,
        "Het gebruik van gegevens kon niet worden vastgelegd in het logboek, en zonder vastlegging komt er geen antwoord. Het verzoek kan wel zijn " +
        "uitgevoerd. Herhaal met dezelfde Idempotency-Key, of kijk eerst.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static ProblemResult Invalid(IReadOnlyList<InputError> errors) =>
        new(400, "De invoer is ongeldig. Onder errors staat wat er niet klopt.", errors);

    /// <summary>The problem of a request that took too long: of a change nobody knows whether it was made (commit-log 4).</summary>
    public static ProblemResult TimedOut(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ChangesNothing>() is not null
            ? Unavailable
            : OutcomeUnknown;

    /// <returns>The problem, or <see langword="null"/> for an exception that is a fault of the component.</returns>
    public static ProblemResult? Of(Exception exception) => exception switch
    {
        ConflictException conflict => new ProblemResult(409, conflict.Message),
        InvalidInputException invalid => Invalid([invalid.Error]),
        StateBusyException busy => new ProblemResult(503) { RetryAfter = busy.RetryAfter },
        StateUnavailableException or TenantKeysMissingException => Unavailable,
        OutcomeUnknownException => OutcomeUnknown,
        NotLoggedException => NotLogged,
        ChangeTooLargeException => TooLarge,
        BadHttpRequestException bad => new ProblemResult(bad.StatusCode),
        _ => null,
    };
}
