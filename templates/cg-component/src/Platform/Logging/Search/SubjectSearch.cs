using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Search;

/// <summary>
/// Answers who used a person's data, what for and when: the processing lines of one tenant about one person, under every key number that
/// subjects were hashed with (commit-log 14, 15).
/// </summary>
internal sealed class SubjectSearch(LineLookUp lookUp, LineReader lines, LineSeal seal, SubjectPseudonyms pseudonyms)
{
    /// <param name="tenant">Whose lines.</param>
    /// <param name="subject">Whom they concern.</param>
    /// <param name="period">When they began.</param>
    /// <param name="after">Where to continue; <see langword="null"/> for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StateUnavailableException">The store does not answer, or a key number in use is not at hand.</exception>
    /// <exception cref="LogAlteredException">The index leads to a line that is nowhere and has not expired.</exception>
    /// <exception cref="InvalidOperationException">The index leads to a line about another: it, or the log, was altered.</exception>
    public async Task<FoundLines> FindAsync(
        Oin tenant, Bsn subject, LinePeriod period, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var found = await lookUp.FindAsync(tenant, NameOf, period, after, limit, cancellationToken);
        var stored = await Readable.OrUnavailableAsync(lines.ReadAsync(tenant, found.Items, cancellationToken));
        // What is not there has expired since it was looked up, or is expiring.
        return new FoundLines([.. found.Items.Where(stored.ContainsKey).Select(reference => Open(reference, stored[reference]))], found.Next);

        string NameOf(int number)
        {
            var name = pseudonyms.Of(tenant, number, subject);
            names.Add(name);
            return name;
        }

        // What it says itself counts: beside it, it could stand under any name.
        ProcessingLine Open(LineReference reference, EntryLine line) =>
            line.Kind == LineKind.Processing
            && seal.OpenProcessing(tenant, line.Sealed) is var opened
            && opened.Attributes.TryGetValue(LineAttributes.Subject, out var name) && names.Contains(name)
                ? opened
                : throw new InvalidOperationException(
                    $"The index has line {reference.Index} of number {reference.Number} in log {reference.Log} under a person whom it does not concern. " +
                    "Run verify-log: the index or the log was altered.");
    }
}
