namespace CommonGround.Tools.Faults.Lines;

/// <summary>What became of the lines of a leg.</summary>
internal sealed record LineOutcome
{
    /// <summary>Requests on personal data that were answered 2xx.</summary>
    public int Answered { get; init; }

    /// <summary>Of those, how many have no processing line.</summary>
    public int Unlogged { get; init; }

    /// <summary>Processing lines in the store.</summary>
    public int Durable { get; init; }

    /// <summary>Processing lines in the Logboek, each counted once.</summary>
    public int Delivered { get; init; }

    /// <summary>How often a line was delivered again.</summary>
    public int Repeated { get; init; }

    /// <summary>Lines that came twice and did not say the same, that name no activity, or that have a person's number in them.</summary>
    public int Wrong { get; init; }

    /// <summary>Lines of the security log in the store.</summary>
    public int Audit { get; init; }

    public bool IsGood => this is { Unlogged: 0, Wrong: 0 } && Durable == Delivered && Answered <= Durable && Answered <= Audit;

    public static LineOutcome operator +(LineOutcome one, LineOutcome other) => new()
    {
        Answered = one.Answered + other.Answered,
        Unlogged = one.Unlogged + other.Unlogged,
        Durable = one.Durable + other.Durable,
        Delivered = one.Delivered + other.Delivered,
        Repeated = one.Repeated + other.Repeated,
        Wrong = one.Wrong + other.Wrong,
        Audit = one.Audit + other.Audit,
    };

    public override string ToString() =>
        $"{Answered} requests on personal data answered 2xx, {Unlogged} without a line; {Durable} processing lines durable, {Delivered} delivered " +
        $"({Repeated} times again), {Wrong} wrong; {Audit} audit lines durable";
}
