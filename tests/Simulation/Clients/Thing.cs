using CommonGround.Platform.State;

namespace CommonGround.Simulation.Clients;

/// <summary>What is stored: the act that wrote it, and the value it is found by.</summary>
internal sealed record Thing(string Act, string? Mark)
{
    /// <summary>How many values things are found by.</summary>
    public const int Marks = 2;

    public const string MarkLookUp = "kenmerk";

    public static Collection<Thing> Requests { get; } = new Collection<Thing>("aanvragen").LookUp(MarkLookUp, t => t.Mark);

    public static Collection<Thing> Cases { get; } = new Collection<Thing>("zaken").LookUp(MarkLookUp, t => t.Mark).LookUp("door", t => t.Act);

    public static Collection<Thing> Notes { get; } = new("notities");

    public static IReadOnlyList<Collection<Thing>> Collections { get; } = [Requests, Cases, Notes];
}
