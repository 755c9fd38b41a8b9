using System.Text.Json.Nodes;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>The recorded exchanges, beside the tests.</summary>
internal static class ExchangeFile
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "dapr-exchanges");

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static IReadOnlyList<Exchange> Read(string name)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!;
        return
        [
            .. file["groups"]!.AsObject().SelectMany(group =>
                group.Value!.AsArray().Select((recorded, number) => Exchange.Read(name, group.Key, number, recorded!.AsObject()))),
        ];
    }
}
