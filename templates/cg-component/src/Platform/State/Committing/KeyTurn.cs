using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Committing;

/// <summary>One change's places in the lines of the keys it changes (commit-log 2). Only <see cref="KeyTurns"/> moves it.</summary>
internal sealed class KeyTurn(Oin tenant)
{
    public Oin Tenant => tenant;

    public List<string> Keys { get; } = [];

    /// <summary>For how many keys another is before it.</summary>
    public int Before { get; set; }

    /// <summary>It lost its places to a tenant of whom fewer wait.</summary>
    public bool MadeRoom { get; set; }

    /// <summary>Nobody is before it any more, or it made room.</summary>
    public Signal Came { get; } = new();
}
