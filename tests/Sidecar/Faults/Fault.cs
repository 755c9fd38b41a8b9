namespace CommonGround.Sidecar.Faults;

/// <summary>Something that a test wants to go wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="On">Requests whose path and query contain it, such as <c>/transaction</c>; empty for all.</param>
/// <param name="Times">How many requests; then it is over.</param>
/// <param name="Chance">The part of the requests that it meets, from 0 to 1.</param>
public sealed record Fault(FaultKind Kind, string On = "", int Times = int.MaxValue, double Chance = 1)
{
    /// <summary>With <see cref="FaultKind.Slow"/>: how much longer it takes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
