using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Verification;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Clients;

/// <summary>
/// Verifies all logs while replicas work, with the head of every number that landed (commit-log 16). Nobody alters anything in a simulation, so
/// whatever is found is an error: of what was written, or of the verification.
/// </summary>
internal sealed class Auditor(World world, Dice dice)
{
    /// <summary>Whether it is time again.</summary>
    public bool IsNext() => dice.Chance(0.3);

    public async Task VerifyAsync(SimulatedReplica replica)
    {
        var (heads, from) = (world.Chains.Heads, world.Trace.Steps);
        try
        {
            Judge(await replica.Verification.VerifyAsync(heads, CancellationToken.None), replica);
        }
        catch (StateStoreException)
        {
            world.Trace.Add($"{replica.Name} could not verify");
            if (world.IsCalm && from > world.RestedAt)
            {
                world.Violations.Add($"UNVERIFIABLE: by {replica.Name}, with nothing in the way");
            }
        }
    }

    // A replica may not have the newest key yet.
    private void Judge(LogVerificationResult found, SimulatedReplica replica)
    {
        world.Trace.Add($"{replica.Name} verified {found.Logs} logs");
        foreach (var fault in found.Faults.Where(f => !f.What.Contains(" is not at hand", StringComparison.Ordinal) || replica.Keys.Current == world.Crew.NewestKey))
        {
            world.Violations.Add($"VERIFICATION: {fault.Place} {fault.What}");
        }
    }
}
