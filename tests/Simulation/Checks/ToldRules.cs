using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Checks;

/// <summary>What callers were told is what happened: acknowledged landed once, "not done" never, and a repetition nothing anew.</summary>
internal static class ToldRules
{
    public static void Check(World world)
    {
        foreach (var act in world.Callers.Acts)
        {
            var landed = string.Join(", ", act.Landed);
            if (act.Landed.Count > 1)
            {
                world.Violations.Add($"LANDED TWICE: {act} at {landed}");
            }

            if (act.Outcome == Outcome.NotDone && act.Landed.Count > 0)
            {
                world.Violations.Add($"TOLD \"not done\": {act}, and it landed at {landed}");
            }

            if (act.Outcome == Outcome.Done && act.AnswerOf == act.Name && act.Changes != (act.Landed.Count > 0))
            {
                world.Violations.Add($"TOLD \"done\": {act}, which landed {act.Landed.Count} times");
            }
        }

        foreach (var same in world.Callers.Acts.Where(a => a.IdempotencyKey is not null).GroupBy(a => a.IdempotencyKey))
        {
            CheckRepetitions(world, [.. same]);
        }
    }

    private static void CheckRepetitions(World world, List<Act> same)
    {
        var landed = same.Where(a => a.Landed.Count > 0).ToList();
        if (landed.Count > 1)
        {
            world.Violations.Add($"REPEATED: {string.Join(" and ", landed)} have one idempotency key, and both landed");
        }

        foreach (var act in same.Where(a => a.Outcome == Outcome.Done && !landed.Exists(l => l.Name == a.AnswerOf)))
        {
            world.Violations.Add($"ANSWERED: {act} got the answer of {act.AnswerOf}, which did not land");
        }
    }
}
