using System.Text.RegularExpressions;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>What this component is called in the <c>source</c> of its events.</summary>
internal sealed partial class SystemName
{
    private readonly string _appId;

    /// <param name="appId">The setting <c>Component:AppId</c>.</param>
    /// <exception cref="StartupRefusedException">It is missing, or no part of a URN.</exception>
    public SystemName(string? appId) =>
        _appId = appId is not null && AppId().IsMatch(appId)
            ? appId
            : throw new StartupRefusedException(
                $"Component:AppId is '{appId}', and the source of every event names it (EVT-03): use lower-case letters, digits and hyphens, a letter first.");

    public string SourceOf(Oin tenant) => SourceUrn.Of(tenant, _appId);

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex AppId();
}
