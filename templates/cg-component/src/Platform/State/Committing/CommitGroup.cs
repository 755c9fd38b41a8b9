using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State.Committing;

/// <summary>
/// Requests that share one transaction: at most 64 requests, 256 operations and 1 MiB as sent. A key occurs once, since its changes
/// take turns (commit-log 2).
/// </summary>
internal sealed class CommitGroup(StateOptions options, RecentKeys recent)
{
    // The entry without what requests add to it.
    private const int EntrySize = 512;

    private readonly List<CommitRequest> _requests = [];
    private int _operations;
    private int _size = EntrySize;

    public IReadOnlyList<CommitRequest> Requests => _requests;

    /// <summary>Whether a request fits into a group of its own; otherwise it can never be committed.</summary>
    public static bool CanHold(CommitRequest request, StateOptions options) =>
        request.Operations.Count <= options.GroupOperations && Fits(request.Size, options);

    /// <summary>Whether so many bytes, as sent, fit into a group.</summary>
    public static bool Fits(int size, StateOptions options) => EntrySize + size <= options.GroupBytes;

    /// <returns>Whether the request was taken care of; <see langword="false"/> closes the group.</returns>
    public bool Take(CommitRequest request)
    {
        if (request.Operations.Any(o => recent.ChangedSince(o.Key, request.Since)))
        {
            request.Complete(CommitOutcome.ReadAgain);
            return true;
        }

        if (_requests.Count == options.GroupRequests
            || _operations + request.Operations.Count > options.GroupOperations
            || _size + request.Size > options.GroupBytes)
        {
            return false;
        }

        _requests.Add(request);
        _operations += request.Operations.Count;
        _size += request.Size;
        return true;
    }

    public void Leave() => _requests.ForEach(request => request.Leave());

    /// <summary>The entry that requests leave behind together.</summary>
    public static Entry ToEntry(IReadOnlyList<CommitRequest> requests, string replica) =>
        new(Entry.NewestFormat, EntryKind.Entry, replica)
        {
            Requests = [.. requests.Select(r => r.Id)],
            Touched = [.. requests.SelectMany(r => r.Touches).GroupBy(t => t.Tree, t => t.Id).Select(g => new TouchedTree(g.Key, [.. g]))],
            Events = [.. requests.SelectMany(r => r.Events)],
            Lines = [.. requests.SelectMany(r => r.Lines)],
        };

    /// <summary>The documents that requests change together.</summary>
    public static List<StateOperation> ToOperations(IReadOnlyList<CommitRequest> requests) => [.. requests.SelectMany(r => r.Operations)];
}
