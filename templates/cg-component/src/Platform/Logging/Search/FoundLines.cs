using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Logging.Search;

/// <summary>A page of processing lines, the newest first.</summary>
/// <param name="Items">At most as many as were asked for; fewer where the retention of some has ended meanwhile.</param>
/// <param name="Next">Where to continue, or <see langword="null"/> on the last page.</param>
internal sealed record FoundLines(IReadOnlyList<ProcessingLine> Items, Guid? Next);
