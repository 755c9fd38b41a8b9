namespace CommonGround.Platform.State.Logs;

internal readonly record struct NumberedEntry(long Number, Entry Entry);
