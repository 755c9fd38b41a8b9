using System.Collections.Frozen;
using System.Text.Json;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Api.Input;

/// <summary>What a value of a type looks like in JSON: its kind, and in Dutch what is asked of it.</summary>
internal static class ValueForms
{
    private static readonly FrozenDictionary<Type, string> Details = new Dictionary<Type, string>
    {
        [typeof(Bsn)] = "Moet een burgerservicenummer zijn: een tekst van negen cijfers die aan de elfproef voldoet.",
        [typeof(DateOnly)] = "Moet een datum zijn in de vorm jjjj-mm-dd.",
        [typeof(DateTimeOffset)] = "Moet een tijdstip zijn met tijdzone, in de vorm jjjj-mm-ddTuu:mm:ssZ of met een afwijking zoals +02:00.",
        [typeof(TimeOnly)] = "Moet een tijd zijn in de vorm uu:mm:ss.",
        [typeof(Guid)] = "Moet een UUID zijn.",
        [typeof(Uri)] = "Moet een URI zijn.",
        [typeof(string)] = "Moet een tekst zijn.",
    }.ToFrozenDictionary();

    /// <summary>Whether a value that could not be read is of another JSON kind than the type, rather than of the wrong form.</summary>
    public static bool IsWrongKind(Type type, JsonValueKind kind)
    {
        var bare = Bare(type);
        return kind switch
        {
            JsonValueKind.Object or JsonValueKind.Array => true,
            JsonValueKind.True or JsonValueKind.False => bare != typeof(bool),
            JsonValueKind.Number => bare == typeof(bool) || IsText(bare),
            _ => bare == typeof(bool) || IsNumber(bare),
        };
    }

    public static string Detail(Type type)
    {
        var bare = Bare(type);
        return Details.TryGetValue(bare, out var detail) ? detail
            : bare == typeof(bool) ? "Moet true of false zijn."
            : bare.IsEnum ? "Moet een van de waarden zijn die de beschrijving van de API noemt."
            : bare == typeof(double) || bare == typeof(float) || bare == typeof(decimal) ? "Moet een getal zijn binnen het bereik van het veld."
            : IsNumber(bare) ? "Moet een geheel getal zijn binnen het bereik van het veld."
            : "Heeft niet de vorm die de beschrijving van de API noemt.";
    }

    /// <summary>Whether an enum holds a value that it does not name: the serializer reads "a, b" as a combination of both.</summary>
    public static bool IsUndefined(object? value) =>
        value is Enum && !Enum.IsDefined(value.GetType(), value) && !value.GetType().IsDefined(typeof(FlagsAttribute), inherit: false);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsText(Type type) => Details.ContainsKey(type) || type.IsEnum;

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
