using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Running;

/// <summary>What the store does with a call, and what goes wrong with it.</summary>
internal sealed class StoreTurn(World world)
{
    private readonly Dice _dice = world.Dice;

    public void CarryOut()
    {
        var calm = world.IsCalm;
        var position = _dice.Below(world.Store.Calls.Count);
        var call = world.Store.Calls[position];
        if (call is ReadCall read ? Read(read, calm) : Write((WriteCall)call, calm))
        {
            world.Store.Calls.RemoveAt(position);
        }
    }

    /// <summary>A transaction that its caller gave up lands after all, or never.</summary>
    public void Arrive()
    {
        var position = _dice.Below(world.Store.Late.Count);
        var write = world.Store.Late[position];
        world.Store.Late.RemoveAt(position);
        if (world.Clock.Now - write.Sent >= Settings.LatestLanding || _dice.Chance(0.25))
        {
            world.Trace.Add($"never {write}");
            return;
        }

        world.Trace.Add($"late {write}: {!Poison.IsIn(write.Operations) && world.Store.Apply(write.Operations)}");
    }

    private bool Read(ReadCall call, bool calm)
    {
        if (!calm && _dice.Chance(world.Weather.FailedReads))
        {
            world.Trace.Add($"fail {call}");
            call.Fail();
            return true;
        }

        var answered = call.Read(world.Store, calm || _dice.Chance(0.6) ? call.Left : 1 + _dice.Below(8));
        if (answered)
        {
            world.Trace.Add($"{call}");
        }

        return answered;
    }

    private bool Write(WriteCall call, bool calm)
    {
        if (!calm && _dice.Chance(world.Weather.LateTransactions))
        {
            // Told now or only by the time limit, the caller gives up before it lands.
            world.Trace.Add($"delay {call}");
            world.Store.Late.Add(call);
            if (_dice.Chance(0.7))
            {
                call.Fail();
            }

            return true;
        }

        if (world.Clock.Now - call.Sent >= Settings.LatestLanding || (!calm && _dice.Chance(world.Weather.LostTransactions)))
        {
            world.Trace.Add($"lose {call}");
            call.Fail();
            return true;
        }

        var landed = !Poison.IsIn(call.Operations) && world.Store.Apply(call.Operations);
        var told = landed && (calm || !_dice.Chance(world.Weather.LostAnswers));
        world.Trace.Add($"{call}: {landed}{(landed != told ? ", not told" : "")}");
        if (told || _dice.Chance(0.8))
        {
            call.Tell(told);
        }

        return true;
    }
}
