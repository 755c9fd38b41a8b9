using System.Diagnostics;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Committing;

namespace CommonGround.Platform.State.Lines;

/// <summary>Commits lines that belong to no change: of a read, of what was refused or failed. They share entries with all other commits.</summary>
internal sealed class LineCommits(Committer committer, RecentKeys recent, IIdentifiers identifiers, StateOptions options)
{
    /// <summary>Returns once all lines are durable. More than one entry holds go into several (commit-log 5).</summary>
    /// <param name="tenant">Whose turn it takes; the organization where no tenant is concerned.</param>
    /// <param name="keyNumber">The key number that the subjects are hashed under (commit-log 15).</param>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="cancellationToken">Stops the waiting; what was sent may still land.</param>
    /// <exception cref="StateUnavailableException">Not all lines are durable: the store does not take them.</exception>
    /// <exception cref="StateBusyException">Not all lines are durable: too much is waiting.</exception>
    /// <exception cref="OutcomeUnknownException">The store did not answer in time.</exception>
    /// <exception cref="ChangeTooLargeException">One line alone does not fit in an entry.</exception>
    public async Task CommitAsync(Oin tenant, int keyNumber, IReadOnlyList<EntryLine> lines, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < lines.Count;)
        {
            var (size, count) = (SentSize.OfRequestId, 0);
            while (taken + count < lines.Count && (count == 0 || CommitGroup.Fits(size + SentSize.OfLine(lines[taken + count]), options)))
            {
                size += SentSize.OfLine(lines[taken + count++]);
            }

            await LandAsync(ToRequest(tenant, keyNumber, [.. lines.Skip(taken).Take(count)], size), cancellationToken);
            taken += count;
        }
    }

    private async Task LandAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        if (!await committer.CommitAsync(request, cancellationToken))
        {
            throw new UnreachableException("Lines change no document, so nobody can have been first.");
        }
    }

    private CommitRequest ToRequest(Oin tenant, int keyNumber, IReadOnlyList<EntryLine> lines, int size) => new()
    {
        Id = identifiers.NewName(),
        Tenant = tenant,
        Since = recent.Turn,
        Operations = [],
        Touches = [],
        Lines = lines,
        KeyNumber = keyNumber,
        Size = size,
    };
}
