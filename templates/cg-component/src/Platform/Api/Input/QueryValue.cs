using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace CommonGround.Platform.Api.Input;

/// <summary>Reads a query parameter as strictly as a JSON value: one form per value, whatever else the framework would take.</summary>
internal static class QueryValue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static bool TryRead(Type type, string text, [NotNullWhen(true)] out object? value)
    {
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => text switch { "true" => true, "false" => false, _ => null },
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var number) ? number : null,
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var number) ? number : null,
            _ when type == typeof(Guid) => Guid.TryParseExact(text, "D", out var id) ? id : null,
            _ when type == typeof(DateOnly) => DateOnly.TryParseExact(text, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var date) ? date : null,
            _ => FromJson(type, text),
        };
        return value is not null;
    }

    private static object? FromJson(Type type, string text)
    {
        try
        {
            var json = Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal ? text : JsonSerializer.Serialize(text);
            return JsonSerializer.Deserialize(json, type, Json.JsonSettings.Strict);
        }
        catch (Exception exception) when (JsonRead.IsAboutInput(exception))
        {
            return null;
        }
    }
}
