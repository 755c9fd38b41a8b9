using System.Text.Json.Serialization;

namespace CommonGround.Platform.State.Logs;

/// <summary>What a number of a log holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
internal enum EntryKind
{
    /// <summary>A transaction: what requests leave behind.</summary>
    [JsonStringEnumMemberName("entry")]
    Entry,

    /// <summary>Spent by the owner to settle a transaction that did not answer.</summary>
    [JsonStringEnumMemberName("void")]
    Void,

    /// <summary>After it the log has nothing.</summary>
    [JsonStringEnumMemberName("end")]
    End,
}
