using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Simulation.Clients;

namespace CommonGround.Simulation.Checks;

/// <summary>What a list or a search saw, and since when it looked.</summary>
/// <param name="What">For the trace.</param>
/// <param name="Tenant">Whose documents.</param>
/// <param name="Collection">Which of them.</param>
/// <param name="Mark">The value searched for, or <see langword="null"/> for a list.</param>
/// <param name="From">The step in which it began.</param>
internal sealed record Sighting(string What, Oin Tenant, Collection<Thing> Collection, string? Mark, int From)
{
    public List<Document<Thing>> Seen { get; } = [];
}
