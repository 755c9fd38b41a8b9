namespace CommonGround.Tools.Faults;

/// <summary>Something that went wrong.</summary>
/// <param name="Kind">What, as it is counted.</param>
/// <param name="Detail">To whom, and for how long.</param>
/// <param name="End">When it is over.</param>
internal sealed record Happening(string Kind, string Detail, Task End)
{
    public override string ToString() => $"{Kind} {Detail}".TrimEnd();
}
