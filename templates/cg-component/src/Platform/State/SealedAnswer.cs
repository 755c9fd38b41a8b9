namespace CommonGround.Platform.State;

/// <summary>A <see cref="StoredAnswer"/> as it stands in the store: it may repeat what the document holds, so it is sealed likewise.</summary>
internal sealed record SealedAnswer(string Answer);
