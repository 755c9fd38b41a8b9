namespace CommonGround.Platform.State.Lines;

/// <summary>A line of one of the two logs, in the commit of what it tells (commit-log 1).</summary>
/// <param name="Kind">Of which log.</param>
/// <param name="Owner">Whose: a tenant's OIN, or the organization where no tenant is concerned.</param>
/// <param name="At">When what it tells began, in milliseconds since 1970.</param>
/// <param name="Sealed">The line, sealed as documents are.</param>
internal sealed record EntryLine(LineKind Kind, string Owner, long At, string Sealed)
{
    /// <summary>Under what a processing line is found: <c>{key number}/{keyed hash}</c> of its data subject, where it has one (commit-log 14, 15).</summary>
    public string? Subject { get; init; }
}
