using System.Text.Json.Nodes;
using CommonGround.Platform.Tests.Architecture;
using CommonGround.Platform.Tests.OpenApi;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>A file under <c>dapr/</c> of the template, or the alternative that stands in its last lines as a comment.</summary>
/// <param name="Name">From <c>dapr/</c>, with forward slashes; an alternative has <c>#</c> behind it.</param>
/// <param name="Content">What it says.</param>
internal sealed record DaprFile(string Name, JsonNode Content)
{
    public static string Folder { get; } = Path.Combine(PlatformSource.Repository, "templates", "cg-component", "dapr");

    public string Kind => (string)Content["kind"]!;

    /// <summary>The resources that a sidecar loads, alternatives among them, and its configuration.</summary>
    public static DaprFile[] Resources { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(ReadAll).Where(file => file.Name != "dapr.yaml")];

    public static DaprFile[] Components { get; } = [.. Resources.Where(file => file.Kind == "Component")];

    /// <summary>What <c>dapr run -f</c> reads.</summary>
    public static JsonNode Run => ReadAll(Path.Combine(Folder, "dapr.yaml")).Single().Content;

    public static JsonNode App => Run["apps"]!.AsArray().Single()!;

    public static DaprFile Of(string kind) => Resources.Single(file => file.Kind == kind);

    /// <summary>The value of a component's setting.</summary>
    public JsonNode? Metadata(string name) =>
        Content["spec"]!["metadata"]!.AsArray().SingleOrDefault(item => (string)item!["name"]! == name)?["value"];

    private static IEnumerable<DaprFile> ReadAll(string path)
    {
        var name = Path.GetRelativePath(Folder, path).Replace('\\', '/');
        var lines = File.ReadAllLines(path);
        yield return new(name, Parse(lines));

        var alternative = Array.FindIndex(lines, line => line.StartsWith("# apiVersion:", StringComparison.Ordinal));
        if (alternative >= 0)
        {
            yield return new(name + "#", Parse(lines[alternative..].Select(line => line.Length > 2 ? line[2..] : "")));
        }
    }

    private static JsonNode Parse(IEnumerable<string> lines) => YamlSubset.Parse(string.Join(
        '\n', lines.Where(line => line.Trim() is { Length: > 0 } text && !text.StartsWith('#'))))!;
}
