using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CommonGround.Platform.OpenApi;

/// <summary>One documentation comment as text for the document, which is Markdown.</summary>
internal sealed partial class XmlComment(XElement member)
{
    public string? Summary => Text(member.Element("summary"));

    public string? Remarks => Text(member.Element("remarks"));

    public string? Example => Text(member.Element("example"));

    public string? Parameter(string name) =>
        Text(member.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == name));

    private static string? Text(XElement? element)
    {
        var text = element is null ? "" : WhiteSpace().Replace(string.Concat(element.Nodes().Select(Write)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Write(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" or "paramref" or "see" } code => $"`{Named(code)}`",
        XElement other => string.Concat(other.Nodes().Select(Write)),
        _ => "",
    };

    private static string Named(XElement element) =>
        (string?)element.Attribute("langword") ?? (string?)element.Attribute("name")
        ?? ((string?)element.Attribute("cref"))?.Split('.', ':')[^1] ?? element.Value;

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
