using System.Text.RegularExpressions;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>What an event and its topic may be called; a wrong name is refused at start.</summary>
internal static partial class EventNames
{
    private const int TopicLength = 100;

    /// <exception cref="StartupRefusedException">It is not reverse DNS with one version at its end (EVT-04).</exception>
    public static string CheckType(string type) =>
        Type().IsMatch(type)
            ? type
            : throw new StartupRefusedException(
                $"'{type}' cannot be the type of an event: write it in reverse DNS and lower case with one version at its end, such as " +
                "'nl.voorbeeld.aanvraag.toegewezen.v1' (EVT-04).");

    /// <exception cref="StartupRefusedException">It is not reverse DNS, or has a version already.</exception>
    public static string CheckStem(string type) =>
        Stem().IsMatch(type)
            ? type
            : throw new StartupRefusedException(
                $"'{type}' cannot be what changes are published as: write it in reverse DNS and lower case and without a version, such as " +
                "'nl.voorbeeld.aanvraag' (EVT-04). What happened and the version are put after it.");

    /// <exception cref="StartupRefusedException">It cannot be part of the path under which a sidecar takes events.</exception>
    public static string CheckTopic(string topic) =>
        topic.Length <= TopicLength && Topic().IsMatch(topic)
            ? topic
            : throw new StartupRefusedException(
                $"'{topic}' cannot be a topic: use 1 to {TopicLength} lower-case letters, digits, hyphens and dots, a letter first.");

    [GeneratedRegex(@"^[a-z]{2,}(\.(?!v\d+\.)[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\.v[1-9]\d*$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^[a-z]{2,}(\.(?!v\d+(\.|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")]
    private static partial Regex Stem();

    [GeneratedRegex(@"^[a-z][a-z0-9.-]*$")]
    private static partial Regex Topic();
}
