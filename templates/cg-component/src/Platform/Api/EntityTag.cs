using System.Globalization;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Api;

/// <summary>
/// The tag of a representation: the version of the resource, and the version of the API that shows it. A release may show the same
/// resource in other bytes, and then a strong tag has to be another one (RFC 9110, 8.8.1).
/// </summary>
internal sealed class EntityTag(ServiceIdentity release)
{
    private const char Separator = '-';

    private readonly string _end = $"{Separator}{release.Version}\"";

    public string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}{_end}");

    /// <summary>
    /// Whether a tag names this version of the resource. A change is about the resource and not about how it is shown: whoever read
    /// it before a release may still change it.
    /// </summary>
    public static bool IsOf(ReadOnlySpan<char> tag, long version)
    {
        var bare = tag.Trim('"');
        var end = bare.IndexOf(Separator);
        return long.TryParse(end < 0 ? bare : bare[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var named) && named == version;
    }
}
