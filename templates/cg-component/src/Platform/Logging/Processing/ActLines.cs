using System.Diagnostics;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Writes down what of an act is not durable yet: its own line, and a child line per person where it is about several (LDV-02, LDV-04).</summary>
internal sealed class ActLines(SubjectPseudonyms pseudonyms, LineSeal seal, TimeProvider time)
{
    /// <param name="part">The commit that takes the lines along.</param>
    /// <param name="outcome">What the act came to.</param>
    /// <param name="keyNumber">Under which key subjects are hashed; it is asked for only where there is something to write.</param>
    /// <returns>The lines of both logs, a parent before its children; none where all is durable.</returns>
    public IReadOnlyList<EntryLine> Of(ActPart part, ActOutcome outcome, Func<int> keyNumber)
    {
        var act = part.Act;
        var left = act.Take(part, outcome);
        var lines = new List<EntryLine>(2 + left.Children.Count);
        if (act.Facts is { Tenant: { } tenant, Activity: { } activity } && left.Parent is { } parent && (left.Head is not null || left.Children.Count > 0))
        {
            Write(act, left, parent, outcome, new Purpose(tenant, activity, keyNumber()), lines);
        }

        if (left.IsNews && act.Facts.Describe(act, outcome) is var (owner, line))
        {
            keyNumber();
            lines.Add(seal.Seal(owner, line));
        }

        return lines;
    }

    private void Write(Act act, ActRemainder left, Activity parent, ActOutcome outcome, Purpose purpose, List<EntryLine> lines)
    {
        var ended = time.GetUtcNow() is var now && now < act.Began ? act.Began : now;
        if (left.Head is { } head)
        {
            Add(head, left.Only);
        }

        foreach (var subject in left.Children)
        {
            Add(act.Beneath(parent), subject);
        }

        void Add(Activity span, Bsn? subject)
        {
            var pseudonym = subject is { } person ? pseudonyms.Of(purpose.Tenant, purpose.KeyNumber, person) : null;
            SpanAttributes.Set(span, purpose.Activity, pseudonym, act.Facts.Processor, outcome);
            span.SetEndTime(ended.UtcDateTime);
            if (span != act.Span)
            {
                ProcessingSource.Stop(span);
            }

            lines.Add(seal.Seal(purpose.Tenant, SpanLine.Of(span), pseudonym));
        }
    }

    private sealed record Purpose(Oin Tenant, ProcessingActivity Activity, int KeyNumber);
}
