namespace CommonGround.Sidecar.Invocation;

/// <summary>An operation that an app may call, where all else is denied.</summary>
/// <param name="AppId">Who may.</param>
/// <param name="Path">A path, such as <c>/v1/aanvragen</c>; with <c>/**</c> at its end what is below it. Case does not matter.</param>
/// <param name="Verb">The method.</param>
public sealed record AccessRule(string AppId, string Path, string Verb)
{
    private const string Below = "/**";

    internal bool Allows(string caller, string path, string verb) => caller == AppId && verb == Verb && (Path.EndsWith(Below, StringComparison.Ordinal)
        ? path.StartsWith(Path[..^2], StringComparison.OrdinalIgnoreCase)
        : string.Equals(path, Path, StringComparison.OrdinalIgnoreCase));
}
