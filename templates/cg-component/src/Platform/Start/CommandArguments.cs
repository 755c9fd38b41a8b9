namespace CommonGround.Platform.Start;

/// <summary>What all commands understand the same way.</summary>
internal static class CommandArguments
{
    /// <summary>Whether it is a setting, <c>--Section:Name=value</c> or <c>--environment=value</c>, which the component has read.</summary>
    public static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.Split('=', 2) is [var name, _]
        && (name == "--environment" || name.Contains(':', StringComparison.Ordinal));
}
