namespace CommonGround.Platform.Telemetry;

/// <summary>The server of the management port: <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
public interface IManagementServer
{
    /// <summary>Where it listens, with the port that it was given when the setting is 0.</summary>
    /// <exception cref="InvalidOperationException">The component is not started.</exception>
    Uri Address { get; }
}
