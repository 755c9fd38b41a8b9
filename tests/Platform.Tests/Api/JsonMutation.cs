using System.Text;
using System.Text.Json.Nodes;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Makes bodies that are almost right: a valid one with parts exchanged, or with its bytes damaged.</summary>
internal sealed class JsonMutation(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "1e400", "-1e-400", "123456789012345678901234567890", "3.0", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"2026-11-22\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"999993653\"", "{}", "[]", "[null]", "[[[[1]]]]", "{\"\":1}", "{\"a\":{\"b\":[]}}",
    ];

    public byte[] Next(string valid)
    {
        var text = random.Next(10) == 0 ? Values[random.Next(Values.Length)] : Exchange(valid);
        var bytes = Encoding.UTF8.GetBytes(random.Next(8) == 0 ? Nest(text) : text);
        return random.Next(3) == 0 ? Damage(bytes) : bytes;
    }

    private string Exchange(string valid)
    {
        var root = JsonNode.Parse(valid)!.AsObject();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var owner = random.Next(3) == 0 && root["melder"] is JsonObject melder ? melder : root;
            var name = random.Next(5) == 0 ? $"{(char)random.Next(1, 0xd7ff)}" : owner.ElementAtOrDefault(random.Next(owner.Count + 1)).Key ?? "x";
            owner[name] = $"@{random.Next(Values.Length)}@";
        }

        var text = root.ToJsonString();
        for (var i = 0; i < Values.Length; i++)
        {
            text = text.Replace($"\"@{i}@\"", Values[i], StringComparison.Ordinal);
        }

        return text;
    }

    private string Nest(string text)
    {
        var depth = random.Next(1, 200);
        return random.Next(2) == 0
            ? new string('[', depth) + text + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"melder\":", depth)) + text + new string('}', depth);
    }

    private byte[] Damage(byte[] bytes)
    {
        var copy = bytes.ToList();
        for (var i = random.Next(4); i >= 0 && copy.Count > 1; i--)
        {
            var at = random.Next(copy.Count);
            switch (random.Next(4))
            {
                case 0: copy[at] = (byte)random.Next(256); break;
                case 1: copy.RemoveAt(at); break;
                case 2: copy.InsertRange(at, [0xff, 0xc0, 0x80]); break;
                default: copy.RemoveRange(at, copy.Count - at); break;
            }
        }

        return [.. copy];
    }
}
