using System.Text.Json.Serialization;

namespace CommonGround.Platform.State.Lines;

/// <summary>Of which of the two logs a line is; they are never mixed: one may not name who worked, the other has to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineKind>))]
internal enum LineKind
{
    /// <summary>Of the Logboek Dataverwerkingen: that personal data was used, and for which purpose.</summary>
    [JsonStringEnumMemberName("processing")]
    Processing,

    /// <summary>Of the security log (BIO2): who did what to which object, with which result.</summary>
    [JsonStringEnumMemberName("audit")]
    Audit,
}
