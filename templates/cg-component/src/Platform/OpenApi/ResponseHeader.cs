namespace CommonGround.Platform.OpenApi;

/// <summary>Endpoint metadata: a header that the answer with <paramref name="Status"/> carries.</summary>
public sealed record ResponseHeader(int Status, string Name, string Description, string Example);
