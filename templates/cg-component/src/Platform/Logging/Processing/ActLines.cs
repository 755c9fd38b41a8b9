using System.Diagnostics;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Writes down what of an act is not durable yet: its own line, and a child line per person where it is about several (LDV-02, LDV-04).</summary>
internal sealed class ActLines(ProcessingSource source, SubjectPseudonyms pseudonyms, LineSeal seal, TimeProvider time)
{
    /// <param name="act">The act.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="keyNumber">Under which key subjects are hashed; it is asked for only where there is something to write.</param>
    /// <returns>The lines of both logs, a parent before its children; none where all is durable.</returns>
    public IReadOnlyList<EntryLine> Of(Act act, ActOutcome outcome, Func<int> keyNumber)
    {
        var left = act.Take(outcome);
        var lines = new List<EntryLine>(2 + left.Subjects.Count);
        if (act.Facts is { Tenant: { } tenant, Activity: { } activity } && (left.IsNews || left.HasChildren))
        {
            Write(act, left, outcome, new Purpose(tenant, activity, keyNumber()), lines);
        }

        if (left.IsNews && act.Facts.Describe(act, outcome) is var (owner, line))
        {
            keyNumber();
            lines.Add(seal.Seal(owner, line));
        }

        return lines;
    }

    private void Write(Act act, ActRemainder left, ActOutcome outcome, Purpose purpose, List<EntryLine> lines)
    {
        var ended = time.GetUtcNow() is var now && now < act.Began ? act.Began : now;
        if (left.IsNews)
        {
            // What was told already stays as it is: another outcome is a line beneath it.
            Add(left.IsFirst ? act.Span : Child(act), left.Only);
        }

        foreach (var subject in left.HasChildren ? left.Subjects : [])
        {
            Add(Child(act), subject);
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

    private Activity Child(Act act)
    {
        var own = act.Span;
        return source.Start(own.DisplayName, new TraceOrigin(new ActivityContext(own.TraceId, own.SpanId, ActivityTraceFlags.None), null), act.Began);
    }

    private sealed record Purpose(Oin Tenant, ProcessingActivity Activity, int KeyNumber);
}
