namespace CommonGround.Platform.Dapr;

/// <summary>The body of a bulk publish that failed, in part or as a whole.</summary>
internal sealed record PublishFailures(IReadOnlyList<PublishFailure>? FailedEntries);
