using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>What is known of an act. Of a request more becomes known as it goes on: the endpoint, then the caller.</summary>
internal interface IActFacts
{
    /// <summary>Whose data it may use, or <see langword="null"/> where that is not known.</summary>
    Oin? Tenant { get; }

    /// <summary>What for, or <see langword="null"/> where nothing says so: then it may use no personal data.</summary>
    ProcessingActivity? Activity { get; }

    /// <summary>What is done, for a human reader, in Dutch. It may be anything, or nothing (LDV-10).</summary>
    string? Name { get; }

    /// <summary>Where it is in the code, for a message: an endpoint or a subscription.</summary>
    string Place { get; }

    /// <summary>The URL or URN of the application that called, where one did (LDV-07).</summary>
    string? Processor { get; }

    /// <summary>The trace that it continues.</summary>
    TraceOrigin Trace { get; }

    /// <summary>What the security log has of it, and in whose log that is; <see langword="null"/> where it has no line.</summary>
    (Oin Owner, AuditLine Line)? Describe(Act act, ActOutcome outcome);
}
