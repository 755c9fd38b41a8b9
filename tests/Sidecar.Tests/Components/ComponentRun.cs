namespace CommonGround.Sidecar.Tests.Components;

/// <summary>How a component is run as a process.</summary>
/// <param name="Path">An executable, or an assembly that <c>dotnet</c> runs.</param>
/// <param name="Settings">Environment variables; a later one counts. <c>APP_API_TOKEN</c> and all that begin with <c>DAPR_</c> come from here alone.</param>
/// <param name="Token">Makes a token that may do everything.</param>
internal sealed record ComponentRun(string Path, IReadOnlyList<(string Name, string Value)> Settings, Func<string> Token);
