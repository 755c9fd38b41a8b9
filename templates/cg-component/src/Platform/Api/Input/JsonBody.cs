using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace CommonGround.Platform.Api.Input;

/// <summary>
/// Reads a JSON body as a type. What is right is read once, at full speed; only what is not is looked through for all its errors.
/// </summary>
internal static class JsonBody
{
    private const string MissingBody = "De inhoud van het verzoek ontbreekt.";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonSyntax.MaxDepth };

    /// <param name="utf8">The bytes as they came in.</param>
    /// <param name="options">The settings of the API.</param>
    /// <param name="errors">Empty, or with errors that were found elsewhere in the request.</param>
    /// <returns>The value, or <see langword="default"/> with at least one error.</returns>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonSerializerOptions options, InputErrors errors)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        if (!IsText(utf8, errors))
        {
            return default;
        }

        if (!TryRead(utf8, type, out var value))
        {
            Explain(utf8, type, errors);
            return default;
        }

        var before = errors.Count;
        new ObjectCheck(errors).Value(value, type, JsonLocation.Root, elementsAllowNull: false);
        return errors.Count == before ? value : default;
    }

    /// <returns>The document, or <see langword="null"/> with an error where the bytes are no JSON.</returns>
    public static JsonDocument? Parse(ReadOnlySpan<byte> utf8, InputErrors errors)
    {
        if (!IsText(utf8, errors))
        {
            return null;
        }

        JsonDocument? document = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? throw new JsonException() : document;
        }
        catch (JsonException exception)
        {
            document?.Dispose();
            JsonSyntax.Report(utf8, exception, errors);
            return null;
        }
    }

    private static bool IsText(ReadOnlySpan<byte> utf8, InputErrors errors)
    {
        if (utf8.IsEmpty)
        {
            errors.Body(JsonLocation.Root, ErrorCodes.Required, MissingBody);
            return false;
        }

        if (!Utf8.IsValid(utf8))
        {
            errors.Body(JsonLocation.Root, ErrorCodes.Encoding, "De inhoud is geen geldige UTF-8.");
            return false;
        }

        return true;
    }

    private static bool TryRead<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            value = JsonSerializer.Deserialize(ref reader, type);
            return value is not null && !reader.Read();
        }
        catch (Exception exception) when (JsonRead.IsAboutInput(exception))
        {
            value = default;
            return false;
        }
    }

    private static void Explain(ReadOnlySpan<byte> utf8, JsonTypeInfo type, InputErrors errors)
    {
        var before = errors.Count;
        using var document = Parse(utf8, errors);
        if (document is { RootElement.ValueKind: JsonValueKind.Null })
        {
            errors.Body(JsonLocation.Root, ErrorCodes.Required, MissingBody);
        }
        else if (document is not null)
        {
            new JsonCheck(errors, isPatch: false).Value(document.RootElement, type, JsonLocation.Root, elementsAllowNull: false);
        }

        if (errors.Count == before)
        {
            errors.Body(JsonLocation.Root, ErrorCodes.Format, "De inhoud voldoet niet aan de beschrijving van de API.");
        }
    }
}
