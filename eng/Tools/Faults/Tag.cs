using System.Globalization;

namespace CommonGround.Tools.Faults;

/// <summary>An <c>ETag</c> as the API shows it: how often the resource was changed, and after a hyphen what else the answer depends on.</summary>
internal readonly record struct Tag(string Text)
{
    public long Version => long.Parse(Text.Trim('"').Split('-')[0], CultureInfo.InvariantCulture);
}
