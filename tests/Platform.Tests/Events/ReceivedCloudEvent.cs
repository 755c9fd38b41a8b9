using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Events;

/// <summary>An event as a broker got it.</summary>
internal sealed record ReceivedCloudEvent(string Topic, OutgoingEvent Sent)
{
    private readonly JsonObject _json = (JsonObject)JsonNode.Parse(Sent.CloudEvent)!;

    public IEnumerable<string> Names => _json.Select(member => member.Key);

    public JsonNode Data => _json["data"]!;

    public string? this[string attribute] => (string?)_json[attribute];

    /// <summary>The last part of the type before its version.</summary>
    public string What => this["type"]!.Split('.')[^2];

    public int Sequence => int.Parse(this["sequence"]!, null);
}
