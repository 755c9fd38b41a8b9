using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.State;

/// <summary>
/// Every key of the state store, built in one place. Documents are at <c>{oin}/{collection}/{id}</c>; <c>_/…</c> is the platform's own
/// space, and within a tenant so is every name that begins with <c>_</c>, which no collection of a supplier does.
/// </summary>
/// <remarks>
/// A key is at most 200 characters, so that it fits every store with an app-id before it, and has no <c>||</c>, which Dapr
/// refuses: the names that a supplier chooses are checked by <see cref="CheckName"/>. No key holds personal data: a look-up is a keyed hash.
/// </remarks>
internal static class StateKeys
{
    /// <summary>With names this long the longest key, a page of a look-up, has 200 characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>What stands for a collection in the trees of references to log lines, which have no documents.</summary>
    public const string LinesCollection = "_log";

    public const string Registration = "_/registration";

    /// <summary>The head of the chain that names every drained log.</summary>
    public const string DrainedList = "_/drained/list";

    /// <summary>That a replica verifies the logs, or did so within the interval (BIO-05).</summary>
    public const string VerificationTurn = "_/verified";

    public static string Document(Oin tenant, string collection, Guid id) => Document(Tenant(tenant), collection, id);

    public static string Document(string tenant, string collection, Guid id) => $"{tenant}/{collection}/{id:D}";

    public static string Index(Oin tenant, string collection) => $"{Tenant(tenant)}/_index/{collection}";

    /// <param name="tenant">Whose documents.</param>
    /// <param name="collection">Which of them.</param>
    /// <param name="lookUp">The look-up's name.</param>
    /// <param name="mark">What the document has for it: <c>{key number}/{keyed hash}</c>.</param>
    public static string LookUp(Oin tenant, string collection, string lookUp, string mark) =>
        $"{Tenant(tenant)}/_lookup/{collection}/{lookUp}/{mark}";

    /// <summary>The references to a person's processing lines of one month (commit-log 14).</summary>
    /// <param name="owner">Whose lines: a tenant's OIN.</param>
    /// <param name="month">A day of the month, in UTC.</param>
    /// <param name="subject">Who is concerned: <c>{key number}/{keyed hash}</c>.</param>
    public static string Lines(string owner, DateOnly month, string subject) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner}/_lookup/{LinesCollection}/{month:yyyy-MM}/{subject}");

    public static string Answer(Oin tenant, string hash) => $"{Tenant(tenant)}/_idempotency/{hash}";

    /// <summary>That an event was handled (commit-log 19).</summary>
    public static string Mark(Oin tenant, string subscription, string hash) => $"{Tenant(tenant)}/_received/{subscription}/{hash}";

    /// <summary>The newest sequence of a subject (commit-log 19).</summary>
    public static string Newest(Oin tenant, string subscription, string hash) => $"{Tenant(tenant)}/_newest/{subscription}/{hash}";

    /// <summary>Where an event is sealed to. Nothing is kept under it: the event is in an entry.</summary>
    public static string Event(Oin tenant, string id) => $"{Tenant(tenant)}/_event/{id}";

    /// <summary>Where a line is sealed to. Nothing is kept under it: the line is in an entry, and later in a block.</summary>
    public static string Line(Oin owner, LineKind kind) => kind == LineKind.Audit ? $"{Tenant(owner)}/_line/audit" : $"{Tenant(owner)}/_line/processing";

    /// <summary>Lines of an archived log, from a range of 1,024 numbers; past what a block holds they go on in further parts (commit-log 11).</summary>
    public static string Block(Oin owner, string log, long range, int part) =>
        part == 0 ? $"{Tenant(owner)}/_log/{log}/{range}" : $"{Tenant(owner)}/_log/{log}/{range}.{part}";

    public const string RootPage = "root";

    public static string Page(string tree, string page) => $"{tree}/{page}";

    public static string Entry(string log, long number) => $"_/{log}/{number}";

    public static string Heartbeat(string log) => $"_/{log}/heartbeat";

    public static string Progress(string log, string consumer) => $"_/{log}/progress/{consumer}";

    public static string Drained(string log) => $"_/drained/{log}";

    public static string Trial(string id, string name) => $"_/trial/{id}/{name}";

    public static string DrainedListPage(int page) => $"_/drained/list/{page}";

    /// <exception cref="ArgumentException">The name cannot be part of a key.</exception>
    public static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name.Length > MaxNameLength || !char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                $"'{name}' cannot be part of a key: use 1 to {MaxNameLength} lower-case letters, digits and hyphens, a letter first.", parameter);
        }
    }

    // A default Oin has no digits; its documents would be everyone's.
    private static string Tenant(Oin tenant) =>
        tenant.ToString() is { Length: > 0 } oin ? oin : throw new ArgumentException("The tenant was never filled in.", nameof(tenant));
}
