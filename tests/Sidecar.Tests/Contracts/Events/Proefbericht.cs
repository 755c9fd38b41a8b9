namespace CommonGround.Sidecar.Tests.Contracts.Events;

/// <summary>What the events of the contract say: how the handler is to take them.</summary>
/// <param name="Verloop"><c>goed</c>, <c>tweemaal</c> (the third time it is well), <c>gooit</c> (it throws once), <c>nooit</c> or <c>weg</c>.</param>
public sealed record Proefbericht(string Verloop);
