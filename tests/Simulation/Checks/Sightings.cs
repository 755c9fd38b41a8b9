using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// A list and a search return every document that was there from their beginning to their end, nothing that was gone before they
/// began, nothing of another tenant, and nothing twice.
/// </summary>
internal sealed class Sightings(World world)
{
    public void Judge(Sighting sighting)
    {
        var prefix = Place.Prefix(sighting.Tenant, sighting.Collection);
        var seen = new HashSet<string>();
        foreach (var document in sighting.Seen)
        {
            var key = $"{prefix}{document.Id:D}";
            if (!seen.Add(key))
            {
                world.Violations.Add($"TWICE in a list: {key} in {sighting.What}");
            }

            if (sighting.Mark is not null && document.Data.Mark != sighting.Mark)
            {
                world.Violations.Add($"FOUND by another value: {key} has {document.Data.Mark} in {sighting.What}");
            }

            if (!world.History.Was(key, sighting.From, thing => thing == document.Data))
            {
                world.Violations.Add($"GONE and still listed: {key} in {sighting.What}, which began at step {sighting.From}");
            }
        }

        foreach (var key in world.History.Under(prefix).Where(key => !seen.Contains(key)))
        {
            if (world.History.WasThroughout(key, sighting.From, thing => sighting.Mark is null || thing.Mark == sighting.Mark))
            {
                world.Violations.Add($"MISSING: {key} in {sighting.What}, which began at step {sighting.From}");
            }
        }
    }

    public void Got(Place place, Thing? thing, int from)
    {
        if (thing is null ? world.History.WasThroughout(place.Key, from, _ => true) : !world.History.Was(place.Key, from, t => t == thing))
        {
            world.Violations.Add($"WRONG document: {place.Key} was read as {thing}");
        }
    }
}
