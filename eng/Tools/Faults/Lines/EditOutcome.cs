namespace CommonGround.Tools.Faults.Lines;

/// <summary>What the component's own verification found.</summary>
/// <param name="Edits">How many copies of the state were edited.</param>
/// <param name="Found">Of those, how many edits it found and named.</param>
/// <param name="Broken">How often it found something in what nobody had edited.</param>
internal sealed record EditOutcome(int Edits, int Found, int Broken)
{
    public static EditOutcome None { get; } = new(0, 0, 0);

    public bool IsGood => Edits == Found && Broken == 0;

    public static EditOutcome operator +(EditOutcome one, EditOutcome other) =>
        new(one.Edits + other.Edits, one.Found + other.Found, one.Broken + other.Broken);

    public override string ToString() => $"{Found} of {Edits} edits found, {Broken} times not whole without one";
}
