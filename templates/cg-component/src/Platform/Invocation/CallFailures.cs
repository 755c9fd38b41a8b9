using System.Globalization;
using System.Net;
using CommonGround.Platform.Invocation.Fsc;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CommonGround.Platform.Invocation;

/// <summary>What a try that failed means: whether another may help, and whether it says something of the callee's health.</summary>
internal static class CallFailures
{
    /// <summary>Lost connections, time-outs, and the statuses that say "not now". A plain 500 is a fault that comes again.</summary>
    public static bool MayPass(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        FscException refused => refused.IsRetryable,
        HttpRequestException lost => IsOnTheWay(lost),
        TimeoutRejectedException => true,
        not null => false,
        null => outcome.Result!.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
    };

    /// <summary>5xx, lost connections and time-outs. A 4xx is the callee at work, whatever it refuses.</summary>
    public static bool IsUnhealthy(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        HttpRequestException lost => IsOnTheWay(lost),
        TimeoutRejectedException => true,
        not null => false,
        null => outcome.Result!.StatusCode >= HttpStatusCode.InternalServerError,
    };

    /// <summary>The value of <c>error.type</c>, by OpenTelemetry's conventions; nothing where the outcome is no error.</summary>
    public static string? ErrorType(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        FscException refused => refused.Code,
        TimeoutRejectedException => "timeout",
        BrokenCircuitException => "breaker_open",
        OperationCanceledException => "cancelled",
        HttpRequestException => "connection",
        not null => "error",
        null when outcome.Result!.StatusCode >= HttpStatusCode.BadRequest => ((int)outcome.Result.StatusCode).ToString(CultureInfo.InvariantCulture),
        null => null,
    };

    /// <summary>How long the callee asks to be left alone (RFC 9110, 10.2.3), as a time or until a moment.</summary>
    public static TimeSpan? RetryAfter(Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        var asked = outcome.Result?.Headers.RetryAfter;
        var pause = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    /// <summary>
    /// Whether it went wrong on the way. What a sidecar or outway refuses with 4xx, or what was too large to be sent, is refused again; and it
    /// says nothing of the callee.
    /// </summary>
    private static bool IsOnTheWay(HttpRequestException lost) =>
        lost is { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded, StatusCode: null or >= HttpStatusCode.InternalServerError };
}
