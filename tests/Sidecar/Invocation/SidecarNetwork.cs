using System.Collections.Concurrent;
using System.Collections.Immutable;
using CommonGround.Sidecar.App;

namespace CommonGround.Sidecar.Invocation;

/// <summary>Where components find each other by app-id. Of several replicas each gets its turn.</summary>
public sealed class SidecarNetwork
{
    private readonly ConcurrentDictionary<string, ImmutableList<AppConnection>> _apps = new(StringComparer.Ordinal);
    private int _turn;

    internal void Add(string appId, AppConnection app) =>
        _apps.AddOrUpdate(appId, _ => [app], (_, apps) => apps.Add(app));

    internal void Remove(string appId, AppConnection app) =>
        _apps.AddOrUpdate(appId, _ => [], (_, apps) => apps.Remove(app));

    internal AppConnection? Find(string appId) => _apps.TryGetValue(appId, out var apps) && apps.Count > 0
        ? apps[(int)((uint)Interlocked.Increment(ref _turn) % (uint)apps.Count)]
        : null;
}
