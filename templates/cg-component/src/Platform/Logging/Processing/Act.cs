using System.Diagnostics;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// One act on personal data, from its begin to the moment that its lines are durable: a request, the handling of an event, a job. It gathers who
/// the data is about, and knows what of that was committed already.
/// </summary>
internal sealed class Act(IActFacts facts, ProcessingSource source, DateTimeOffset began)
{
    private readonly List<Bsn> _subjects = [];
    private readonly HashSet<Bsn> _known = [];
    private readonly Lock _lock = new();
    private Activity? _span;
    private ActOutcome? _durable;
    private int _durableSubjects;
    private (ActOutcome Outcome, int Subjects)? _given;
    private bool _isOver;

    public IActFacts Facts => facts;

    public DateTimeOffset Began => began;

    /// <summary>Its span, which is its line's. It is begun when somebody asks: only then it is known whose trace it continues.</summary>
    public Activity Span
    {
        get
        {
            lock (_lock)
            {
                return _span ??= source.Start(LineName.Of(facts.Name), facts.Trace, began);
            }
        }
    }

    /// <summary>Who it is about, so far.</summary>
    public IReadOnlyList<Bsn> Subjects
    {
        get
        {
            lock (_lock)
            {
                return [.. _subjects];
            }
        }
    }

    /// <summary>Whether nothing more may be used: it is answered, or given up.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return _isOver;
            }
        }
    }

    /// <summary>The act uses data about these persons that came with it: that is the data of its own tenant.</summary>
    /// <inheritdoc cref="Use(Oin, string, IReadOnlyList{Bsn})"/>
    public void Use(string what, IReadOnlyList<Bsn> subjects) => Use(facts.Tenant ?? Oin.Organization, what, subjects);

    /// <summary>The act uses data about these persons.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="what">What is used, for the message.</param>
    /// <param name="subjects">The persons; none is data about persons all the same.</param>
    /// <exception cref="InvalidOperationException">It may not: it names no activity, belongs to another tenant, or is over.</exception>
    public void Use(Oin tenant, string what, IReadOnlyList<Bsn> subjects)
    {
        if (facts.Activity is null)
        {
            throw new InvalidOperationException(
                $"{facts.Place} uses {what}, which is about persons, and says nowhere what for. Add .Processes(\"…\") to the endpoint, or the activity to the " +
                $"subscription, with a key of {ProcessingActivities.FileName}.");
        }

        if (facts.Tenant != tenant)
        {
            throw new InvalidOperationException($"{facts.Place} uses {what} of {tenant}, and works for {facts.Tenant?.ToString() ?? "no tenant"}.");
        }

        lock (_lock)
        {
            if (_isOver)
            {
                throw new InvalidOperationException($"{facts.Place} uses {what} after its answer began: nothing can be logged before it goes out. Read it before.");
            }

            _subjects.AddRange(subjects.Where(_known.Add));
        }
    }

    /// <summary>What is not durable yet. It counts as given until <see cref="Landed"/>.</summary>
    public ActRemainder Take(ActOutcome outcome)
    {
        lock (_lock)
        {
            _given = (outcome, _subjects.Count);
            return new ActRemainder(_durable is null, !outcome.IsSameAs(_durable), _subjects.Count == 1 ? _subjects[0] : null, _subjects[_durableSubjects..]);
        }
    }

    /// <summary>What was last given is durable.</summary>
    public void Landed()
    {
        lock (_lock)
        {
            if (_given is var (outcome, subjects))
            {
                (_durable, _durableSubjects, _given) = (outcome, subjects, null);
            }
        }
    }

    /// <summary>
    /// What was last given may be durable, or may not: nobody knows. If anything was, the next line gets a span of its own in the same trace, so
    /// that no id stands for two lines (LDV-02).
    /// </summary>
    public void Doubt()
    {
        lock (_lock)
        {
            if (_given is null || _durable is not null || _span is not { } doubted)
            {
                return;
            }

            ProcessingSource.Stop(doubted);
            var parent = new ActivityContext(doubted.TraceId, doubted.ParentSpanId, ActivityTraceFlags.None, isRemote: true);
            (_span, _given) = (source.Start(doubted.DisplayName, new TraceOrigin(parent, null), began), null);
        }
    }

    /// <summary>From here on nothing more is used.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            if (_span is { IsStopped: false } span)
            {
                ProcessingSource.Stop(span);
            }
        }
    }
}
