using System.Diagnostics;
using OpenTelemetry;

namespace CommonGround.Platform.Telemetry;

/// <summary>Of a call to elsewhere, keeps where it went and not what for: the path may hold keys and ids (PRV-01).</summary>
internal sealed class ClientSpanRedaction : BaseProcessor<Activity>
{
    private const string UrlTag = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Client && data.GetTagItem(UrlTag) is string url)
        {
            data.SetTag(UrlTag, Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) + "/" : null);
        }
    }
}
