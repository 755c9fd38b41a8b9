using System.Diagnostics;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// The spans of an act's lines. Its own is given to one commit at a time, and to none after it landed, so that no id stands for two lines
/// (LDV-02). Under the lock of its act.
/// </summary>
internal sealed class ActSpans(IActFacts facts, ProcessingSource source, DateTimeOffset began)
{
    private Activity? _own;
    private Activity? _landed;
    private bool _isGiven;

    public Activity Own => _own ??= source.Start(LineName.Of(facts.Name), facts.Trace, began);

    /// <summary>Whether no line is durable yet, and the act's own is in another commit.</summary>
    public bool IsBeside(Activity given) => _landed is null && given != _own;

    public bool HasOwn => _own is not null;

    /// <summary>The line that others go beneath: one that is in the Logboek (LDV-03).</summary>
    public Activity? Landed => _landed;

    /// <param name="isNews">Whether there is an outcome to tell which no durable line has.</param>
    /// <returns>
    /// The act's own, until a commit with it landed: calls to elsewhere name it as their parent. While another commit has it, one beside it, so
    /// that none is beneath a line that may never be there. Once a line is durable, news have one beneath that line, and all else has none.
    /// </returns>
    public Activity? Give(bool isNews)
    {
        if (!_isGiven)
        {
            _isGiven = true;
            return Own;
        }

        if (_landed is not { } parent)
        {
            return Beside(Own);
        }

        return isNews ? Beneath(parent) : null;
    }

    /// <summary>A new one beneath a line.</summary>
    public Activity Beneath(Activity parent) =>
        source.Start(parent.DisplayName, new TraceOrigin(new ActivityContext(parent.TraceId, parent.SpanId, ActivityTraceFlags.None), null), began);

    public void Land(Activity? given)
    {
        if (given is not null && (_landed is null || given == _own))
        {
            _landed = given;
        }
    }

    /// <summary>The commit did not land: its line was never there.</summary>
    public void Return(Activity? given)
    {
        if (given is not null && given == _own)
        {
            _isGiven = false;
        }
    }

    /// <summary>Nobody knows whether it landed. The next line gets a span of its own in the same trace.</summary>
    public void Doubt(Activity? given)
    {
        if (given is not null && given == _own)
        {
            ProcessingSource.Stop(given);
            (_own, _isGiven) = (Beside(given), false);
        }
    }

    public void Stop()
    {
        if (_own is { IsStopped: false } own)
        {
            ProcessingSource.Stop(own);
        }
    }

    private Activity Beside(Activity span) =>
        source.Start(span.DisplayName, new TraceOrigin(new ActivityContext(span.TraceId, span.ParentSpanId, ActivityTraceFlags.None, isRemote: true), null), began);
}
