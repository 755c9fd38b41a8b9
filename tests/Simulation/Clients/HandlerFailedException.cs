namespace CommonGround.Simulation.Clients;

/// <summary>A handler that failed, after it put its changes together.</summary>
internal sealed class HandlerFailedException : Exception;
