using System.Globalization;
using System.Text.Json;

namespace CommonGround.Platform.Api.Input;

/// <summary>Says what is wrong with bytes that are no JSON document.</summary>
internal static class JsonSyntax
{
    /// <summary>How deep objects and lists may lie in each other.</summary>
    public const int MaxDepth = 32;

    public static void Report(ReadOnlySpan<byte> utf8, JsonException exception, InputErrors errors)
    {
        if (IsTooDeep(utf8))
        {
            errors.Body(JsonLocation.Root, ErrorCodes.Depth, $"Objecten en lijsten mogen hoogstens {MaxDepth} diep in elkaar liggen.");
            return;
        }

        var line = ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        errors.Body(JsonLocation.Root, ErrorCodes.Syntax, $"De inhoud is geen geldige JSON (regel {line}).");
    }

    // The reader says "too deep" and "not JSON" with the same exception.
    private static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
