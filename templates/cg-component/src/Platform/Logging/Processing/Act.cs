using System.Diagnostics;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// One act on personal data, from its begin to the moment that its lines are durable: a request, the handling of an event, a job. It gathers who
/// the data is about, and knows what of that was committed already.
/// </summary>
internal sealed class Act(IActFacts facts, ProcessingSource source, DateTimeOffset began)
{
    private readonly ActSubjects _subjects = new();
    private readonly ActSpans _spans = new(facts, source, began);
    private readonly Lock _lock = new();
    private ActOutcome? _durable;
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
                return _spans.Own;
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
                return _subjects.All;
            }
        }
    }

    /// <summary>Whether it used data about a person, or its span was given to another component or to a commit.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_lock)
            {
                return _spans.HasOwn || _subjects.IsAny;
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
    /// <inheritdoc cref="Use(Oin, string, IReadOnlyList{Bsn}, ActPart)"/>
    public void Use(string what, IReadOnlyList<Bsn> subjects) => Use(facts.Tenant ?? Oin.Organization, what, subjects);

    /// <summary>The act uses data about these persons.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="what">What is used, for the message.</param>
    /// <param name="subjects">The persons; none is data about persons all the same.</param>
    /// <param name="part">The change that uses it, whose commit has its line, or <see langword="null"/> where no change does.</param>
    /// <exception cref="InvalidOperationException">It may not: it names no activity, belongs to another tenant, or is over.</exception>
    public void Use(Oin tenant, string what, IReadOnlyList<Bsn> subjects, ActPart? part = null)
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

            foreach (var subject in subjects)
            {
                _subjects.Add(subject, part);
            }
        }
    }

    /// <summary>What a part has to write. It is settled by <see cref="Land"/>, <see cref="Return"/> or <see cref="Leave"/>.</summary>
    public ActRemainder Take(ActPart part, ActOutcome outcome)
    {
        lock (_lock)
        {
            var isNews = !outcome.IsSameAs(_durable);
            var subjects = _subjects.Take(part);
            var isLogged = facts is { Tenant: not null, Activity: not null };
            var head = isLogged ? _spans.Give(isNews) : null;

            // A line beside the act's own says only what its change did.
            var only = _subjects.Only ?? (head is not null && _spans.IsBeside(head) && subjects is [var single] ? single : null);
            (part.Outcome, part.Subjects) = (outcome, subjects);
            return part.Taken = new ActRemainder(
                isNews, head, isLogged ? _spans.Landed ?? head : null, only, head is not null && only is not null ? [] : subjects);
        }
    }

    /// <summary>A span of its own for a line beneath another.</summary>
    public Activity Beneath(Activity parent) => _spans.Beneath(parent);

    /// <summary>What the part took is durable.</summary>
    public void Land(ActPart part)
    {
        lock (_lock)
        {
            if (part.Taken is null)
            {
                return;
            }

            _durable = part.Outcome;
            _subjects.Land(part.Subjects);
            _spans.Land(part.Head);
            part.Taken = null;
        }
    }

    /// <summary>What the part took never will be durable. It keeps what it has to write, and takes it again.</summary>
    public void Return(ActPart part)
    {
        lock (_lock)
        {
            _spans.Return(part.Head);
            part.Used.AddRange(part.Subjects);
            part.Taken = null;
        }
    }

    /// <summary>The part ends. What is not known to be durable is left to the next, under another span where it may be.</summary>
    public void Leave(ActPart part)
    {
        lock (_lock)
        {
            _spans.Doubt(part.Head);
            _subjects.Return(part.Used.Concat(part.Subjects));
            part.Taken = null;
        }
    }

    /// <summary>From here on nothing more is used.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            _spans.Stop();
        }
    }
}
