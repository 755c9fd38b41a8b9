using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Describes acts that no request asked for: of the component itself, and of whoever runs one of its commands. Their origin is this machine.</summary>
internal sealed class LocalAudit(ServiceIdentity identity, TimeProvider time)
{
    private readonly string _origin = AuditText.Name(Environment.MachineName);
    private readonly string _component = $"component={AuditText.Name(identity.Name)}";
    private readonly string _user = $"user={AuditText.Name(Environment.UserName)}";

    /// <param name="action">What is done.</param>
    /// <param name="about">To what, without personal data.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="traceId">The trace that caused it, or <see langword="null"/>.</param>
    public AuditLine OfComponent(string action, string about, string result, string? traceId = null) =>
        new(action, about, result, _origin, _component, time.GetUtcNow(), traceId ?? AuditLine.NoTrace);

    /// <inheritdoc cref="OfComponent"/>
    /// <summary>The user is the one that the operating system knows; in a container that is the container's.</summary>
    public AuditLine OfUser(string action, string about, string result) =>
        new(action, about, result, _origin, _user, time.GetUtcNow(), AuditLine.NoTrace);
}
