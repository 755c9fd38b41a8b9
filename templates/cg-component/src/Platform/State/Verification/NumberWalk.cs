using System.Text.Json;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Verification;

/// <summary>
/// The numbers of one log while they are verified, in order (commit-log 16). It stops at the first that is not as it was written, at the first
/// that is absent, and at the end.
/// </summary>
/// <param name="chain">The chain of logs.</param>
/// <param name="verified">The log, as it was found.</param>
/// <param name="heads">The heads from outside.</param>
internal sealed class NumberWalk(LogChain chain, VerifiedLog verified, HeadsOfLog heads)
{
    private readonly RegisteredLog _log = verified.Log;

    // A gap is recorded with the end, in one transaction (commit-log 9): what is called lost in a log that goes on is called so by somebody else.
    private readonly HashSet<long> _lost = verified.Log.End is null ? [] : [.. verified.Log.Lost ?? []];

    // Behind what was deleted, and behind what was lost, the first number cannot be verified by itself; the next is chained to it all the same.
    private string? _before = verified.Before;

    /// <summary>The next number.</summary>
    public long Next { get; private set; } = verified.From;

    /// <summary>The HMAC of the number before <see cref="Next"/>, where it is known.</summary>
    public string? Mac => _before;

    public bool HasEnded { get; private set; }

    public LogFault? Fault { get; private set; }

    public long Numbers { get; private set; }

    public long Lines { get; private set; }

    public long HeadsSeen { get; private set; }

    /// <summary>The numbers that were lost, as far as it came.</summary>
    public List<long> Gaps { get; } = [];

    /// <summary>Takes what the store has from <see cref="Next"/> on.</summary>
    /// <param name="values">Of each number what is stored, or <see langword="null"/> where it is absent.</param>
    /// <returns>Whether it wants the numbers after them.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key is not at hand.</exception>
    public bool Take(IReadOnlyList<string?> values)
    {
        foreach (var stored in values)
        {
            if (stored is null)
            {
                if (!_lost.Contains(Next))
                {
                    return false;
                }

                // A head that somebody kept outside is as good as the number that had it.
                Gaps.Add(Next);
                _before = heads.Of(Next) is [.., var head] ? head.Mac : null;
                Next++;
            }
            else if (!TakeOne(stored))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>There is no more to take: what is next is missing, or is not what it should be.</summary>
    public void Fail(string what) => Fault = new LogFault(_log.Id, StateKeys.Entry(_log.Id, Next), what);

    private bool TakeOne(string stored)
    {
        if (_before is { } before && !chain.Holds(stored, _log.Id, Next, before))
        {
            Fail("is not what was written there behind the number before it: it was altered, or put in the place of another.");
            return false;
        }

        var mac = stored[(stored.LastIndexOf('\n') + 1)..];
        foreach (var head in heads.Of(Next))
        {
            if (head.Mac != mac)
            {
                Fail($"has another HMAC than the head that was kept outside, {head}: this log was put in the place of another, or that head is none of it.");
                return false;
            }

            HeadsSeen++;
        }

        if (Read(stored) is not { } outline || !Fits(outline))
        {
            return false;
        }

        (_before, HasEnded) = (mac, outline.Kind == EntryKind.End);
        Numbers++;
        Lines += outline.Lines?.Count ?? 0;
        Next++;
        return !HasEnded;
    }

    private bool Fits(EntryOutline outline)
    {
        if (outline.Kind != EntryKind.End)
        {
            if (_log.End <= Next)
            {
                Fail("is no end, and the log is recorded to end there.");
            }

            return _log.End > Next || _log.End is null;
        }

        if (_log.End != Next)
        {
            Fail($"is an end, and the log is recorded {(_log.End is { } end ? $"to end at {end}" : "not to have ended")}.");
        }
        else if (!(outline.Lost ?? []).SequenceEqual(_log.Lost ?? []))
        {
            Fail($"says that [{string.Join(", ", outline.Lost ?? [])}] were lost, and recorded as lost are [{string.Join(", ", _log.Lost ?? [])}].");
        }

        return Fault is null;
    }

    // What its HMAC says was written as it stands is an entry; what cannot be verified by itself may be anything.
    private EntryOutline? Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.AsSpan(0, Math.Max(0, stored.LastIndexOf('\n'))), StateJson.Platform.EntryOutline);
        }
        catch (JsonException)
        {
            Fail("is not an entry of a log.");
            return null;
        }
    }
}
