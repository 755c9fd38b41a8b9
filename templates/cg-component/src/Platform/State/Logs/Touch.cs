namespace CommonGround.Platform.State.Logs;

/// <summary>An id that the index has to look at in one of its trees.</summary>
internal readonly record struct Touch(string Tree, Guid Id);
