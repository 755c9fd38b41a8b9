using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Verification;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Running;
using CommonGround.Simulation.Store;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// Every number that lands is chained to the one before it (commit-log 16), as the rule says it and not as the product computes it. What archiving
/// leaves of a log's last number keeps the HMAC that its end is chained to.
/// </summary>
internal sealed class ChainRules(World world) : IStoreWatcher
{
    private static readonly SimulatedKeys AllKeys = new(1000);

    private readonly Dictionary<string, string> _macs = [];

    /// <summary>The head that every number was when it landed.</summary>
    public IReadOnlyList<LogHead> Heads => [.. _macs.Select(m => StoreKey.Parse(m.Key) is var key ? new LogHead(key.Log, key.Number, m.Value) : null!)];

    public void Landing(IReadOnlyList<StateOperation> operations)
    {
    }

    public void Landed(IReadOnlyList<StateOperation> operations)
    {
        foreach (var operation in operations.Where(o => o.Value is not null))
        {
            if (StoreKey.Parse(operation.Key) is { Kind: KeyKind.Number } key)
            {
                Check(key, operation.Value!);
            }
        }
    }

    private void Check(StoreKey key, string stored)
    {
        var end = stored.LastIndexOf('\n');
        var (text, mac) = (stored[..Math.Max(end, 0)], stored[(end + 1)..]);
        var before = key.Number == 0 ? "" : _macs.GetValueOrDefault(StateKeys.Entry(key.Log, key.Number - 1));
        if (!_macs.TryAdd(key.Text, mac) ? _macs[key.Text] != mac : !Holds(text, mac, $"{key.Log}/{key.Number}\n{before}\n"))
        {
            world.Violations.Add($"UNCHAINED: {key.Text} has {mac} behind {before}");
        }
    }

    private static bool Holds(string text, string mac, string place) =>
        int.TryParse(mac.Split('.')[0], CultureInfo.InvariantCulture, out var number)
        && mac == $"{number}.{AllKeys.Hash(Oin.Organization, number, "chain/log", $"{place}{text}")}";
}
