using CommonGround.Platform.Privacy;

namespace CommonGround.Simulation.Clients;

/// <summary>One request of a client: what it wants, what it was told, and what became of it in the store.</summary>
internal sealed class Act(string name, Oin tenant)
{
    public string Name => name;

    public Oin Tenant => tenant;

    public Outcome Outcome { get; set; }

    /// <summary>The text of its <c>Idempotency-Key</c>, if it has one.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The act whose answer it was given: itself, or an earlier one with the same key.</summary>
    public string? AnswerOf { get; set; }

    /// <summary>The documents that it wanted to change when it was last decided.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>Whether it wanted to keep its answer when it was last decided.</summary>
    public bool StoresAnswer { get; set; }

    /// <summary>Whether it commits something, by the last decision.</summary>
    public bool Changes => IsRead || StoresAnswer || Keys.Count > 0;

    /// <summary>Whether it reads, and commits the lines of that by themselves.</summary>
    public bool IsRead { get; init; }

    /// <summary>The entries that hold a request of it.</summary>
    public List<string> Landed { get; } = [];

    /// <summary>It is decided, perhaps again.</summary>
    public void BeginDecision()
    {
        Keys.Clear();
        StoresAnswer = false;
    }

    public override string ToString() => name;
}
