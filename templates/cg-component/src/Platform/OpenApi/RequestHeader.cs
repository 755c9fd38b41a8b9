namespace CommonGround.Platform.OpenApi;

/// <summary>Endpoint metadata: a request header that the document describes.</summary>
public sealed record RequestHeader(string Name, string Description, string Example, bool Required);
