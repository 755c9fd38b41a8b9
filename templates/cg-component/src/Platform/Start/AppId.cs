using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Start;

/// <summary>What the component is called among others, as Dapr has it.</summary>
internal static class AppId
{
    public const string Setting = "Component:AppId";

    /// <returns>The setting, or else the name of the application.</returns>
    public static string Of(IConfiguration configuration, IHostEnvironment environment) =>
        configuration[Setting] is { } given && !string.IsNullOrWhiteSpace(given) ? given : environment.ApplicationName;
}
