namespace CommonGround.Tools.Faults;

/// <param name="Registered">Not drained.</param>
/// <param name="Drained">Drained, archived or not.</param>
/// <param name="Full">With more numbers than an archived log keeps.</param>
internal sealed record Logs(int Registered, int Drained, int Full);
