using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>
/// What the data of an event may not hold. Brokers and sidecars alter numbers: Dapr makes <c>1.10</c> of an amount <c>1.1</c>, and breaks
/// integers over 2^53. And data stands unencrypted with the broker (EVT-08).
/// </summary>
internal static class EventDataRules
{
    private static readonly HashSet<Type> s_altered =
    [
        typeof(decimal), typeof(double), typeof(float), typeof(Half), typeof(long), typeof(ulong), typeof(nint), typeof(nuint), typeof(Int128), typeof(UInt128),
    ];

    /// <exception cref="StartupRefusedException">The message names the member and says what to do.</exception>
    public static void Check<T>(string eventType) => Check(EventJson.TypeInfo<T>(), typeof(T).Name, eventType, []);

    private static void Check(JsonTypeInfo info, string at, string eventType, HashSet<Type> seen)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        Refuse(type, at, eventType);
        if (!seen.Add(type))
        {
            return;
        }

        if (info.ElementType is { } element)
        {
            Check(info.Options.GetTypeInfo(element), $"{at}[]", eventType, seen);
        }

        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            Check(info.Options.GetTypeInfo(derived.DerivedType), derived.DerivedType.Name, eventType, seen);
        }

        foreach (var member in info.Properties.Where(member => member.Get is not null && !IsText(member, info)))
        {
            Check(info.Options.GetTypeInfo(member.PropertyType), $"{at}.{member.Name}", eventType, seen);
        }
    }

    private static bool IsText(JsonPropertyInfo member, JsonTypeInfo info) =>
        s_altered.Contains(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType)
        && (member.NumberHandling ?? info.NumberHandling ?? JsonNumberHandling.Strict).HasFlag(JsonNumberHandling.WriteAsString);

    private static void Refuse(Type type, string at, string eventType)
    {
        if (s_altered.Contains(type))
        {
            throw new StartupRefusedException(
                $"{at} of the event {eventType} is a {type.Name}, which brokers alter on the way: make it a string, or put " +
                "[JsonNumberHandling(JsonNumberHandling.WriteAsString)] on it.");
        }

        if (type == typeof(Bsn) || type == typeof(Rsin))
        {
            throw new StartupRefusedException(
                $"{at} of the event {eventType} is a {type.Name}, and events are not encrypted: refer to the resource instead, where a subscriber may read it (EVT-08).");
        }

        if (type == typeof(object) || type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes")
        {
            throw new StartupRefusedException(
                $"{at} of the event {eventType} is a {type.Name}, of which nobody can tell what it will hold: give it a type of its own.");
        }
    }
}
