using System.Text;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State;

/// <summary>
/// Counts bytes as they are sent (commit-log 2). A value goes out as a JSON string inside JSON, so it grows: each quote is counted as
/// the six bytes of the widest escape.
/// </summary>
internal static class SentSize
{
    private const int Escape = 5;

    // The members around key and value, with etag, concurrency and time to live.
    private const int Operation = 200;

    // The members of an event in the entry, with their quotes.
    private const int Event = 300;

    // The members of a line in the entry, with their quotes: Sealed, Kind, Owner and At, and Subject where it has one.
    private const int Line = 300;

    private const int Id = 36 + 1 + (2 * (Escape + 1));

    public static int Of(StateOperation operation) =>
        Operation + operation.Key.Length + (operation.Value is { } value ? Encoding.UTF8.GetByteCount(value) + (Escape * Escapes(value)) : 0);

    /// <summary>A request's id in the entry.</summary>
    public const int OfRequestId = 32 + 1 + (2 * (Escape + 1));

    /// <summary>What a touch adds to the entry at most: its id, and its tree where no other request touched that one.</summary>
    public static int OfTouch(string tree) => Id + tree.Length + 64;

    /// <summary>An event in the entry. None of its texts needs an escape.</summary>
    public static int OfEvent(EntryEvent left) =>
        Event + left.Topic.Length + left.Id.Length + left.Tenant.Length + left.Subject.Length + left.Sealed.Length + (left.TraceParent?.Length ?? 0);

    /// <summary>A line of a log in the entry. None of its texts needs an escape.</summary>
    public static int OfLine(EntryLine line) => Line + line.Owner.Length + line.Sealed.Length + (line.Subject?.Length ?? 0);

    /// <summary>A page with so many ids.</summary>
    public static int OfPage(int ids) => Operation + 400 + (ids * Id);

    private static int Escapes(string value) => value.AsSpan().Count('"') + value.AsSpan().Count('\\');
}
