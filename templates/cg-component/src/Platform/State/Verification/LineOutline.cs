namespace CommonGround.Platform.State.Verification;

/// <summary>A line that is only counted.</summary>
internal readonly record struct LineOutline;
