using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Writes lines of the security log that belong to no request, in a commit of their own.</summary>
internal sealed class AuditLog(LineCommits commits, LineSeal seal, ITenantKeys keys)
{
    /// <summary>Returns once the line is durable.</summary>
    /// <param name="owner">In whose log it goes: a tenant, or <see cref="Oin.Organization"/> where none is concerned.</param>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Stops the waiting; what was sent may still land.</param>
    /// <inheritdoc cref="LineCommits.CommitAsync" path="/exception"/>
    /// <exception cref="TenantKeysMissingException">The keys were not read yet.</exception>
    public Task WriteAsync(Oin owner, AuditLine line, CancellationToken cancellationToken) => WriteAsync(owner, [line], cancellationToken);

    /// <inheritdoc cref="WriteAsync(Oin, AuditLine, CancellationToken)"/>
    public Task WriteAsync(Oin owner, IReadOnlyList<AuditLine> lines, CancellationToken cancellationToken) =>
        commits.CommitAsync(owner, keys.Current, [.. lines.Select(line => seal.Seal(owner, line))], cancellationToken);
}
