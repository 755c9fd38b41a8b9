using System.Text.Json.Nodes;

namespace CommonGround.Platform.Api.Input;

/// <summary>The algorithm of RFC 7396, section 2.</summary>
internal static class MergePatching
{
    public static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
                continue;
            }

            var current = result[name];
            result.Remove(name);
            result[name] = Merge(current, change);
        }

        return result;
    }
}
