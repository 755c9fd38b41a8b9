namespace CommonGround.Sidecar.App;

/// <summary><c>--enable-app-health-check</c>.</summary>
/// <param name="Path">What is asked of the component, without a token.</param>
/// <param name="Interval">How often.</param>
/// <param name="Threshold">After how many failures the component counts as unhealthy. One success ends it.</param>
public sealed record AppHealthChecks(string Path, TimeSpan Interval, int Threshold);
