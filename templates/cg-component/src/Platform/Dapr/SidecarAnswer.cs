using System.Net;
using System.Text;
using System.Text.Json;

namespace CommonGround.Platform.Dapr;

/// <summary>What the sidecar answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The content type without parameters.</param>
/// <param name="ETag">The store's etag, as it stands in the header: without quotes.</param>
/// <param name="Body">The body as it came.</param>
internal readonly record struct SidecarAnswer(HttpStatusCode Status, string? MediaType, string? ETag, byte[] Body)
{
    private const int MostOfText = 1000;

    /// <summary>Dapr's own code and text, where the body has them.</summary>
    public SidecarError Error => ReadError() ?? new SidecarError(null, Encoding.UTF8.GetString(Body));

    /// <summary>Status and code, which may be shown: <c>500 ERR_STATE_GET</c>.</summary>
    public string Summary => $"{(int)Status} {Error.ErrorCode}".TrimEnd();

    /// <summary>The sidecar's own words. They may name users, databases, hosts and keys, and are for the log only.</summary>
    public string Text => Shown(Error.Message);

    /// <summary>Words of sidecar or store on one line for the log, cut where they are long.</summary>
    public static string Shown(string? words)
    {
        var text = (words ?? "").ReplaceLineEndings(" ").Trim();
        return text.Length > MostOfText ? text[..MostOfText] : text;
    }

    private SidecarError? ReadError()
    {
        try
        {
            return MediaType == "application/json" ? JsonSerializer.Deserialize(Body, DaprJson.Default.SidecarError) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
