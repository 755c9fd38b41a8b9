namespace CommonGround.Platform.State.Metrics;

/// <summary>The meter of everything that state measures. <c>/metrics</c> and OTLP have it, since its name begins as all of the platform's do.</summary>
internal static class StateMeter
{
    public const string Name = "CommonGround.State";
}
