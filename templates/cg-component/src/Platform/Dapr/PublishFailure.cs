namespace CommonGround.Platform.Dapr;

/// <summary>An entry that the broker did not take, with its words for the log.</summary>
internal sealed record PublishFailure(string EntryId, string? Error);
