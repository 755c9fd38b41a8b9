using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>What an act came to.</summary>
/// <param name="Status">As the standard has it (LDV-09): only a fault of the component is an error.</param>
/// <param name="Code">The status code of HTTP, or 0 where it was no request; 499 of all that was cancelled.</param>
/// <param name="Failure">The fault, where it is known.</param>
internal readonly record struct ActOutcome(ActivityStatusCode Status, int Code, Exception? Failure)
{
    private const int CancelledByCaller = 499;

    public static ActOutcome Done { get; } = new(ActivityStatusCode.Ok, 0, null);

    /// <summary>A functional refusal, or input that cannot be used.</summary>
    public static ActOutcome Refused { get; } = new(ActivityStatusCode.Unset, 0, null);

    /// <summary>Whoever asked for it stopped it, which is no fault (LDV-09).</summary>
    public static ActOutcome Cancelled { get; } = OfHttp(CancelledByCaller);

    public bool IsCancelled => Code == CancelledByCaller;

    public bool IsError => Status == ActivityStatusCode.Error;

    public static ActOutcome Failed(Exception failure) => new(ActivityStatusCode.Error, 0, failure);

    /// <param name="code">The status code of the answer; 499 where the caller cancelled, which is no fault.</param>
    /// <param name="failure">What went wrong, where it did.</param>
    public static ActOutcome OfHttp(int code, Exception? failure = null) => code switch
    {
        < 400 or CancelledByCaller => new(ActivityStatusCode.Ok, code, null),
        < 500 => new(ActivityStatusCode.Unset, code, null),
        _ => new(ActivityStatusCode.Error, code, failure),
    };

    /// <summary>
    /// Whether another has the same to say: the fault itself may be told before its answer or with it, and a change is made before the code of
    /// its answer is known.
    /// </summary>
    public bool IsSameAs(ActOutcome? other) => other is { } known && known.Status == Status && (known.Code == Code || known.Code == 0);
}
