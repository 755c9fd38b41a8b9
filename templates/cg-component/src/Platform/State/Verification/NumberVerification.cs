using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>
/// Verifies the numbers of one log from the store, with one read ahead, so that a log of a million entries needs no more memory than a short
/// one (commit-log 16).
/// </summary>
internal sealed class NumberVerification(StateCalls calls, LogChain chain)
{
    // As a fence looks: something beyond an absent number means that the number was there (commit-log 9).
    private const int LookAhead = 256;

    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<NumberWalk> VerifyAsync(VerifiedLog log, HeadsOfLog heads, CancellationToken cancellationToken)
    {
        var walk = new NumberWalk(chain, log, heads);
        try
        {
            await WalkAsync(walk, log.Log, cancellationToken);
            if (walk is { HasEnded: false, Fault: null })
            {
                await CheckAbsentAsync(walk, log.Log, heads, cancellationToken);
            }
        }
        catch (CryptographicException e)
        {
            walk.Fail($"cannot be verified: {e.Message}");
        }

        if (walk.Fault is null && heads.Left is [.., var beyond])
        {
            walk.Fail($"is absent, and the head that was kept outside, {beyond}, says that the log came to {beyond.Number}: its tail was cut.");
        }

        return walk;
    }

    private async Task WalkAsync(NumberWalk walk, RegisteredLog log, CancellationToken cancellationToken)
    {
        var reader = new NumberReader(calls, log.Id, log.End);
        var values = await reader.ReadAsync(walk.Next, cancellationToken);
        while (values.Count > 0)
        {
            // Not where it shows already that nothing comes after them.
            var ahead = values[^1] is null ? null : reader.ReadAsync(walk.Next + values.Count, cancellationToken);
            bool goesOn;
            try
            {
                goesOn = walk.Take(values);
            }
            finally
            {
                values = ahead is null ? [] : await ahead;
            }

            if (!goesOn)
            {
                return;
            }

            values = values.Count > 0 ? values : await reader.ReadAsync(walk.Next, cancellationToken);
        }
    }

    // In a log that goes on, absent mostly means "not written yet" (commit-log 8).
    private async Task CheckAbsentAsync(NumberWalk walk, RegisteredLog log, HeadsOfLog heads, CancellationToken cancellationToken)
    {
        if (log.End is { } end)
        {
            walk.Fail(walk.Next == end ? "is missing: it is the end of the log." : $"is missing: the log has numbers up to {end}.");
            return;
        }

        var (reached, missing) = (Math.Max(await ReachedAsync(walk.Next, log, cancellationToken), heads.Last), -1L);
        // Its owner writes on meanwhile: what came after this look need not be followed.
        while (walk is { HasEnded: false, Fault: null } && walk.Next <= reached)
        {
            if (walk.Next == missing)
            {
                walk.Fail($"is missing: the log came to number {reached} at least.");
                return;
            }

            missing = walk.Next;
            await WalkAsync(walk, log, cancellationToken);
        }
    }

    /// <summary>How far a log that goes on came at least: behind an absent number mostly nothing was written yet.</summary>
    /// <returns>The last number that is known to have been written, by what is beyond the absent one and by what consumers took; -1 where none is.</returns>
    /// <exception cref="StateStoreException">The store failed.</exception>
    public async Task<long> ReachedAsync(long absent, RegisteredLog log, CancellationToken cancellationToken)
    {
        var progress = await calls.GetManyAsync([.. log.Consumers.Select(name => StateKeys.Progress(log.Id, name))], cancellationToken);
        var values = await new NumberReader(calls, log.Id, null).ReadAsync(absent + 1, LookAhead, cancellationToken);
        var beyond = Enumerable.Range(1, LookAhead).LastOrDefault(i => values[i - 1] is not null);
        return progress.Values.Select(item => Progress.Read(item).Next - 1).Append(beyond == 0 ? -1 : absent + beyond).Max();
    }
}
