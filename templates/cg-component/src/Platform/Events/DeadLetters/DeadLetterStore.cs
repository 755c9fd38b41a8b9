using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>The dead letters as documents of their tenant, listed by the index as all documents are, and counted in the same commit.</summary>
internal sealed partial class DeadLetterStore(
    IDocuments documents, DeadLetterTenants tenants, LetterAudit audit, EventMetrics metrics, TimeProvider time, ILogger<DeadLetterStore> logger)
    : IDeadLetters
{
    private static readonly Collection<DeadLetter> s_letters = Collection<DeadLetter>.Own("dead-letters");
    private static readonly Collection<LetterCount> s_counts = Collection<LetterCount>.Own("dead-letter-counts");

    // Several counts per tenant, each letter in one of them: replicas that put letters aside at once seldom change the same one, and a lost race
    // costs everything that shares its commit.
    private static readonly Guid[] s_countIds = [.. Enumerable.Range(0, 16).Select(part => KeyHash.Id("count", $"{part}"))];

    async Task IDeadLetters.PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        await tenants.NoteAsync(tenant, cancellationToken);
        try
        {
            await PutAsync(tenant, letter with { PutAt = time.GetUtcNow() }, cancellationToken);
        }
        catch (ChangeTooLargeException) when (letter.CloudEvent.Length > 0)
        {
            await PutAsync(tenant, letter with { PutAt = time.GetUtcNow(), CloudEvent = "" }, cancellationToken);
        }
    }

    public Task<DocumentPage<DeadLetter>> ListAsync(Oin tenant, Guid? after, int limit, CancellationToken cancellationToken) =>
        documents.ListAsync(s_letters, tenant, after, limit, cancellationToken);

    public async Task<DeadLetter?> FindAsync(Oin tenant, Guid id, CancellationToken cancellationToken) =>
        (await documents.GetAsync(s_letters, tenant, id, cancellationToken))?.Data;

    public async Task<long> CountAsync(Oin tenant, CancellationToken cancellationToken) =>
        (await Task.WhenAll(s_countIds.Select(id => documents.GetAsync(s_counts, tenant, id, cancellationToken)))).Sum(count => count?.Data.Letters ?? 0);

    /// <summary>Notes why a letter was not done with when it was tried again.</summary>
    public Task TellAsync(Oin tenant, Guid id, string reason, CancellationToken cancellationToken) =>
        documents.ChangeAsync(
            tenant,
            async (changes, token) =>
                await changes.GetAsync(s_letters, id, token) is { } letter && letter.Data with { Reason = reason } is var told && told != letter.Data
                    ? changes.Replace(s_letters, letter, told)
                    : null,
            cancellationToken);

    /// <summary>Removes a letter, and marks its event as done with: a late delivery of it is not handled, and does not bring the letter back.</summary>
    /// <param name="tenant">Whose letter.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="owner">Whose event. Where that is another the mark comes first, in a commit of its own: a letter without a mark would come back.</param>
    /// <param name="life">How long the mark lives, in whole seconds.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(Oin tenant, DeadLetter letter, Oin owner, TimeSpan life, CancellationToken cancellationToken)
    {
        if (owner != tenant)
        {
            await documents.ChangeAsync(owner, (changes, token) => MarkAsync((Changes)changes, letter, life, token), cancellationToken);
        }

        return await documents.ChangeAsync(
            tenant,
            async (changes, token) =>
                await RemoveAsync((Changes)changes, letter.LetterId, token) && await MarkAsync((Changes)changes, letter, life, token),
            cancellationToken);
    }

    /// <summary>Removes a letter in the commit of its handler, which leaves the mark (commit-log 19).</summary>
    /// <returns>Whether it was there.</returns>
    public static async Task<bool> RemoveAsync(Changes changes, Guid id, CancellationToken cancellationToken)
    {
        if (await changes.GetAsync(s_letters, id, cancellationToken) is not { } letter)
        {
            return false;
        }

        changes.Delete(s_letters, letter);
        await CountAsync(changes, id, -1, cancellationToken);
        return true;
    }

    private static async Task<bool> MarkAsync(Changes changes, DeadLetter letter, TimeSpan life, CancellationToken cancellationToken)
    {
        if (!await changes.Marks.HasAsync(letter.Scope, letter.Hash, cancellationToken))
        {
            changes.Marks.Add(letter.Scope, letter.Hash, life);
        }

        return true;
    }

    private async Task PutAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (await documents.ChangeAsync(tenant, (changes, token) => PutAsync((Changes)changes, letter, audit.PutAside(tenant, letter), token), cancellationToken))
        {
            metrics.PutAside();
            Log.PutAside(logger, letter.Id, letter.Topic, letter.LetterId);
        }
    }

    private static async Task<bool> PutAsync(Changes changes, DeadLetter letter, EntryLine line, CancellationToken cancellationToken)
    {
        if (await changes.GetAsync(s_letters, letter.LetterId, cancellationToken) is not null
            || await changes.Marks.HasAsync(letter.Scope, letter.Hash, cancellationToken))
        {
            return false;
        }

        changes.Create(s_letters, letter.LetterId, letter);
        changes.Leave(line);
        await CountAsync(changes, letter.LetterId, 1, cancellationToken);
        return true;
    }

    private static async Task CountAsync(Changes changes, Guid letter, int more, CancellationToken cancellationToken)
    {
        var id = s_countIds[letter.ToByteArray()[^1] % s_countIds.Length];
        if (await changes.GetAsync(s_counts, id, cancellationToken) is { } count)
        {
            changes.Replace(s_counts, count, new LetterCount(count.Data.Letters + more));
        }
        else
        {
            changes.Create(s_counts, id, new LetterCount(more));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {EventId} of {Topic} is with the dead letters, as {LetterId}; dead-letters show tells why.")]
        public static partial void PutAside(ILogger logger, string eventId, string topic, Guid letterId);
    }
}
