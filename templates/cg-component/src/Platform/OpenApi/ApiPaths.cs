namespace CommonGround.Platform.OpenApi;

/// <summary>The paths that the description of the API is about, or stands at.</summary>
internal static class ApiPaths
{
    /// <summary>The base path: the major version and nothing else (ADR-24).</summary>
    public const string Base = "/v1";

    public const string Json = Base + "/openapi.json";

    public const string Yaml = Base + "/openapi.yaml";

    public const string Docs = Base + "/docs";

    public static bool IsApi(string? relativePath) => relativePath?.StartsWith(Base[1..] + "/", StringComparison.Ordinal) ?? false;

    /// <returns>A path as the document holds it, below the address of the server, which ends on the base path.</returns>
    public static string Relative(string path) => path[Base.Length..];
}
