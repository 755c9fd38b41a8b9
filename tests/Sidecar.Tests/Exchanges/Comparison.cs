using System.Text.Json.Nodes;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>Whether two messages mean the same. What is new each time, as an etag, an id or a trace, is compared by being there.</summary>
internal static class Comparison
{
    /// <summary>These members hold other texts each time.</summary>
    private static readonly HashSet<string> s_fresh = new(StringComparer.Ordinal) { "etag", "traceid", "traceparent", "id", "time", "expiration" };

    /// <summary>The words of a store or broker are its own; the sidecar's are compared.</summary>
    private static readonly HashSet<string> s_wordsOfTheStore = new(StringComparer.Ordinal)
    {
        "ERR_STATE_SAVE", "ERR_STATE_TRANSACTION", "ERR_STATE_DELETE", "ERR_STATE_GET", "ERR_STATE_BULK_GET",
    };

    /// <returns>What differs, or <see langword="null"/>.</returns>
    public static string? Difference(JsonNode? recorded, JsonNode? seen, IReadOnlySet<string>? given = null)
    {
        if (recorded is JsonObject left && seen is JsonObject right)
        {
            return Difference(left, right, given);
        }

        if (recorded is JsonArray some && seen is JsonArray others)
        {
            return some.Count != others.Count
                ? $"{others.Count} items instead of {some.Count}"
                : some.Zip(others, (one, other) => Difference(one, other, given)).FirstOrDefault(difference => difference is not null);
        }

        return JsonNode.DeepEquals(recorded, seen) ? null : $"{seen?.ToJsonString() ?? "null"} instead of {recorded?.ToJsonString() ?? "null"}";
    }

    private static string? Difference(JsonObject recorded, JsonObject seen, IReadOnlySet<string>? given)
    {
        var names = string.Join(", ", recorded.Select(member => member.Key).Order(StringComparer.Ordinal));
        var seenNames = string.Join(", ", seen.Select(member => member.Key).Order(StringComparer.Ordinal));
        if (names != seenNames)
        {
            return $"members {seenNames} instead of {names}";
        }

        var store = recorded["errorCode"] is { } code && s_wordsOfTheStore.Contains((string)code!);
        foreach (var (name, value) in recorded)
        {
            var skipped = (s_fresh.Contains(name) && given?.Contains(name) is not true) || (store && name is "message") || name is "details";
            if (!skipped && Difference(Sorted(name, value), Sorted(name, seen[name]), given) is { } difference)
            {
                return $"{name}: {difference}";
            }
        }

        return null;
    }

    /// <summary>A broker refuses entries in any order, and features stand in any order.</summary>
    private static JsonNode? Sorted(string name, JsonNode? value) => name is "failedEntries" or "enabledFeatures" && value is JsonArray items
        ? new JsonArray([.. items.Select(item => item?.DeepClone()).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)])
        : value;
}
