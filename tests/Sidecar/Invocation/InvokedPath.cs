namespace CommonGround.Sidecar.Invocation;

/// <summary>A path as a sidecar passes it on: without <c>.</c>, <c>..</c> and empty parts, however they are written.</summary>
internal static class InvokedPath
{
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase))
            {
                case ".":
                    break;
                case "..":
                    if (parts.Count > 0)
                    {
                        parts.RemoveAt(parts.Count - 1);
                    }

                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return $"/{string.Join('/', parts)}{(parts.Count > 0 && path.EndsWith('/') ? "/" : "")}";
    }
}
