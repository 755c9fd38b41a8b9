namespace CommonGround.Platform.State;

/// <summary>What a commit makes of a document.</summary>
internal enum ChangeKind
{
    Created,
    Replaced,
    Deleted,
}
