using System.Globalization;
using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.OpenApi;

/// <summary>Reads the YAML that the document is written in: block mappings and sequences, and scalars on one line. It refuses other forms.</summary>
internal sealed class YamlSubset(string text)
{
    private readonly string[] _lines = text.TrimEnd().Split('\n');
    private int _line;

    public static JsonNode? Parse(string text) => new YamlSubset(text.Replace("\r", "", StringComparison.Ordinal)).ReadBlock(0);

    private JsonNode ReadBlock(int indent) => _lines[_line].AsSpan(indent).StartsWith("- ") ? ReadSequence(indent) : ReadMapping(indent);

    private JsonArray ReadSequence(int indent)
    {
        var sequence = new JsonArray();
        while (_line < _lines.Length && Indent() == indent && _lines[_line].AsSpan(indent).StartsWith("- "))
        {
            var item = _lines[_line][(indent + 2)..];
            if (IsEntry(item))
            {
                _lines[_line] = new string(' ', indent + 2) + item;
                sequence.Add(ReadMapping(indent + 2));
            }
            else
            {
                _line++;
                sequence.Add(Scalar(item));
            }
        }

        return sequence;
    }

    private JsonObject ReadMapping(int indent)
    {
        var mapping = new JsonObject();
        while (_line < _lines.Length && Indent() == indent)
        {
            var entry = _lines[_line++][indent..];
            var colon = entry.StartsWith('\'') ? entry.IndexOf("':", StringComparison.Ordinal) + 1 : entry.IndexOf(':', StringComparison.Ordinal);
            Assert.True(colon > 0, $"no mapping: {entry}");
            var value = entry[(colon + 1)..].Trim();
            mapping.Add(entry[..colon].Trim('\''), value.Length > 0 ? Scalar(value) : ReadBlock(Indent()));
        }

        return mapping;
    }

    private int Indent() => _lines[_line].Length - _lines[_line].TrimStart(' ').Length;

    private static JsonNode? Number(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) ? fraction
        : null;

    private static bool IsEntry(string item) =>
        !item.StartsWith('\'') && !item.StartsWith('"')
        && (item.Contains(": ", StringComparison.Ordinal) || item.EndsWith(':'));

    private static JsonNode? Scalar(string value) => value switch
    {
        "null" => null,
        "true" => true,
        "false" => false,
        "[ ]" => new JsonArray(),
        "{ }" => new JsonObject(),
        ['"', ..] => JsonNode.Parse(value),
        ['\'', .. var quoted, '\''] => quoted.Replace("''", "'", StringComparison.Ordinal),
        ['|' or '>' or '[' or '{' or '&' or '!', ..] => throw new NotSupportedException($"This form of YAML is not known here: {value}"),
        _ => Number(value) ?? value,
    };
}
