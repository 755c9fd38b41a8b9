namespace CommonGround.Platform.State.Committing;

/// <summary>One change's places in the lines of the keys it changes (commit-log 2). Only <see cref="KeyTurns"/> moves it.</summary>
internal sealed class KeyTurn
{
    public List<string> Keys { get; } = [];

    /// <summary>For how many keys another is before it.</summary>
    public int Before { get; set; }

    /// <summary>Nobody is before it any more.</summary>
    public Signal Came { get; } = new();
}
