using System.Text.Json.Nodes;

namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>One recorded request with its answer.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Group">The group of its file, in which exchanges follow each other.</param>
/// <param name="Number">Its place in the group, from 0.</param>
/// <param name="Name">What was tried.</param>
/// <param name="ToSidecar">Sent by a component; otherwise by the sidecar to the component.</param>
/// <param name="Request">What was sent.</param>
/// <param name="Response">What came back.</param>
internal sealed record Exchange(string File, string Group, int Number, string Name, bool ToSidecar, RecordedMessage Request, RecordedMessage Response)
{
    /// <summary>Where nobody answered.</summary>
    public bool Failed { get; init; }

    public override string ToString() => $"{File} | {Group} | {Number} | {Name}";

    public static Exchange Read(string file, string group, int number, JsonObject recorded)
    {
        var response = recorded["response"]!.AsObject();
        return new Exchange(
            file,
            group,
            number,
            (string)recorded["name"]!,
            (string)recorded["direction"]! == "component to sidecar",
            RecordedMessage.Read(recorded["request"]!.AsObject()),
            RecordedMessage.Read(response))
        {
            Failed = response.ContainsKey("failed"),
        };
    }
}
