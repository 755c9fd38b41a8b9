namespace CommonGround.Platform.State.Indexing;

/// <summary>A page below another.</summary>
/// <param name="From">The lowest id that belongs into it; the next child's lowest id ends it.</param>
/// <param name="Page">Its name: its key is <c>{tree}/{name}</c>.</param>
internal sealed record IndexChild(Guid From, string Page);
