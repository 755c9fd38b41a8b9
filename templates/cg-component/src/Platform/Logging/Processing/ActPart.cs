using System.Diagnostics;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>What one commit has of an act. Several may go on at once: each is durable, or not, by itself.</summary>
/// <param name="act">The act.</param>
/// <param name="isRest">Whether it is for all that is not durable at the end, and not for one change.</param>
internal sealed class ActPart(Act act, bool isRest) : IDisposable
{
    public Act Act => act;

    public bool IsRest => isRest;

    /// <summary>The persons whose data the change uses, as often as it does.</summary>
    public List<Bsn> Used { get; } = [];

    /// <summary>What it has to write, or <see langword="null"/> where it took nothing or that is settled.</summary>
    public ActRemainder? Taken { get; set; }

    /// <summary>What it came to; where it took something.</summary>
    public ActOutcome Outcome { get; set; }

    /// <summary>The persons whose lines it has.</summary>
    public IReadOnlyList<Bsn> Subjects { get; set; } = [];

    public Activity? Head => Taken?.Head;

    /// <summary>What it took is durable.</summary>
    public void Landed() => act.Land(this);

    /// <summary>What it took is not durable and never will be: it lost against another, and is decided again.</summary>
    public void Lost() => act.Return(this);

    /// <summary>It ends. What it took and was not settled may be durable, or may not: nobody knows, so it is to be written once more.</summary>
    public void Dispose() => act.Leave(this);
}
