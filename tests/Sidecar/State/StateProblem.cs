namespace CommonGround.Sidecar.State;

/// <summary>Why a change was refused.</summary>
/// <param name="Status">The status of a single save or deletion; a transaction answers 500 whatever it was.</param>
/// <param name="Text">The store's own words.</param>
internal sealed record StateProblem(int Status, string Text);
