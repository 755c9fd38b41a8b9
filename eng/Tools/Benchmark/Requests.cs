namespace CommonGround.Tools.Benchmark;

/// <summary>What wrk sends, again and again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Tokens">What goes into <c>Authorization</c>, in turn; empty for none.</param>
/// <param name="Body">The body, or <see langword="null"/>.</param>
internal sealed record Requests(string Method, IReadOnlyList<string> Tokens, string? Body)
{
    /// <summary>Whether each has an <c>Idempotency-Key</c> of its own.</summary>
    public bool IdempotencyKeys { get; init; }

    /// <summary>How long each client waits before each request.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>A file with a path per line, each asked for once; after the last, requests that do nothing.</summary>
    public string? Paths { get; init; }

    /// <summary>Which path of the file is the first.</summary>
    public long FirstPath { get; init; }

    public static Requests Of(Application application, string? body) =>
        new(body is null ? "GET" : "POST", application.Token is { } token ? [token] : [], body);

    /// <summary>The part of wrk's script that makes them.</summary>
    public IEnumerable<string> ToScript()
    {
        yield return $"wrk.method = \"{Method}\"";
        if (Body is not null)
        {
            yield return "wrk.headers[\"Content-Type\"] = \"application/json\"";
            yield return $"wrk.body = [[{Body}]]";
        }

        if (Tokens.Count == 1)
        {
            yield return $"wrk.headers[\"Authorization\"] = \"Bearer {Tokens[0]}\"";
        }

        if (Method == "DELETE")
        {
            yield return "wrk.headers[\"If-Match\"] = \"*\"";
        }

        if (Pause > TimeSpan.Zero)
        {
            // Not all at the same moment: between nothing and twice the pause.
            yield return $"delay = function() return math.random(0, {(int)(2 * Pause.TotalMilliseconds)}) end";
        }

        if (Paths is not null)
        {
            yield return "local paths = {}";
            yield return $"for line in io.lines([[{Paths}]]) do paths[#paths + 1] = line end";
            yield return $"local at = {FirstPath}";
            yield return "request = function()";
            yield return "  at = at + 1";
            yield return "  return paths[at] and wrk.format(nil, paths[at]) or wrk.format(\"GET\", \"/healthz\")";
            yield return "end";
        }

        // What is the same each time wrk formats once; only what changes has a function.
        if (Tokens.Count > 1 || IdempotencyKeys)
        {
            yield return "local sent = 0";
            yield return $"local run = \"{Guid.NewGuid():N}-\"";
            yield return $"local tokens = {{{string.Join(',', Tokens.Select(token => $"\"Bearer {token}\""))}}}";
            yield return "request = function()";
            yield return "  sent = sent + 1";
            yield return "  wrk.headers[\"Authorization\"] = tokens[sent % #tokens + 1]";
            yield return IdempotencyKeys ? "  wrk.headers[\"Idempotency-Key\"] = run .. sent" : "";
            yield return "  return wrk.format()";
            yield return "end";
        }
    }
}
