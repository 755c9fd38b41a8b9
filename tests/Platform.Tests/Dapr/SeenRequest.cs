namespace CommonGround.Platform.Tests.Dapr;

/// <summary>What a sidecar was asked, as it came over the wire.</summary>
/// <param name="Target">Path and query, still escaped.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body, empty where there was none.</param>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public override string ToString() => $"{Method} {Target}";
}
