using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

/// <summary>A stored type with so many look-ups that 250 documents touch 10,000 ids of the index.</summary>
internal sealed record Wide(int Number)
{
    public const int LookUps = 39;

    public const int Values = 5;

    public static Collection<Wide> All { get; } = Enumerable.Range(0, LookUps)
        .Aggregate(new Collection<Wide>("breed"), (all, i) => all.LookUp($"l{i}", wide => $"{(wide.Number + i) % Values}"));
}
