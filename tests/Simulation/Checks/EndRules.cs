using System.Text.Json;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Simulation.Running;

namespace CommonGround.Simulation.Checks;

/// <summary>
/// At the end, with everything drained: the index agrees with the documents and with the lines that landed and have not expired, no log of a replica that is gone stays registered, and no key
/// stays that rule 11 does not name.
/// </summary>
internal sealed class EndRules(World world)
{
    private readonly HashSet<string> _pages = [];

    public void Check()
    {
        CheckRegistration();
        CheckTrees();
        foreach (var key in world.Store.Keys.Order(StringComparer.Ordinal).Select(StoreKey.Parse))
        {
            CheckKey(key);
        }
    }

    private Registration Registered() => Registration.Read(world.Store.Find(StateKeys.Registration));

    private void CheckRegistration()
    {
        foreach (var log in Registered().Logs.Where(l => !world.Crew.Replicas.Any(r => r.Id == l.Owner)))
        {
            world.Violations.Add($"LEFT BEHIND: log {log.Id} of {log.Owner}, which is gone, is still registered");
        }
    }

    private void CheckTrees()
    {
        var expected = new Dictionary<string, SortedSet<Guid>>();
        foreach (var (key, _) in world.History.Present())
        {
            var place = StoreKey.Parse(key).ToPlace();
            Expect(StateKeys.Index(place.Tenant, place.Collection.Name), place.Id);
            var stored = JsonSerializer.Deserialize(world.Store.Value(key)!, StateJson.Platform.StoredDocument)!;
            foreach (var (lookUp, mark) in stored.LookUps ?? new Dictionary<string, string>())
            {
                Expect(StateKeys.LookUp(place.Tenant, place.Collection.Name, lookUp, mark), place.Id);
            }
        }

        foreach (var reference in world.LineRules.References.Where(r => !world.ExpiryRules.HasEnded(LineReference.Read(r.Id).Log, LineKind.Processing)))
        {
            Expect(reference.Tree, reference.Id);
        }

        foreach (var tree in world.Store.Keys.Select(StoreKey.Parse).Where(k => k.Kind == KeyKind.Page).Select(k => k.Name).Concat(expected.Keys).Distinct().ToList())
        {
            var ids = new List<Guid>();
            Walk(tree, StateKeys.RootPage, ids);
            if (!ids.SequenceEqual(expected.GetValueOrDefault(tree) ?? []))
            {
                world.Violations.Add($"INDEX {tree} has [{string.Join(' ', ids)}], and should have [{string.Join(' ', expected.GetValueOrDefault(tree) ?? [])}]");
            }
        }

        void Expect(string tree, Guid id)
        {
            if (!expected.TryGetValue(tree, out var ids))
            {
                expected.Add(tree, ids = []);
            }

            ids.Add(id);
        }
    }

    private void Walk(string tree, string name, List<Guid> ids)
    {
        var key = StateKeys.Page(tree, name);
        if (!_pages.Add(key) || world.Store.Value(key) is not { } value)
        {
            return;
        }

        var page = IndexPage.Read(value);
        ids.AddRange(page.Ids);
        foreach (var child in page.Children)
        {
            Walk(tree, child.Page, ids);
        }
    }

    private void CheckKey(StoreKey key)
    {
        var stays = key.Kind switch
        {
            KeyKind.Document or KeyKind.Answer or KeyKind.Mark or KeyKind.Newest or KeyKind.Registration or KeyKind.Block or KeyKind.Drained or KeyKind.DrainedList => true,
            KeyKind.Page => _pages.Contains(key.Text),
            KeyKind.Heartbeat or KeyKind.Progress => Registered().Find(key.Log) is not null,
            KeyKind.Number => Registered().Find(key.Log) is not null
                || (world.LogRules.Ends.TryGetValue(key.Log, out var end) && key.Number >= end.Number - 1),
            _ => false,
        };
        if (!stays)
        {
            world.Violations.Add($"STAYS: {key.Text}");
        }
    }
}
