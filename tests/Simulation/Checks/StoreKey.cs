using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Simulation.Clients;

namespace CommonGround.Simulation.Checks;

/// <summary>A key of the store, read as the specification writes them.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Log">Of a key of a log: which.</param>
/// <param name="Number">Of an entry: its number.</param>
/// <param name="Name">Of progress: whose; of a page: its tree.</param>
/// <param name="Text">The key.</param>
internal readonly record struct StoreKey(KeyKind Kind, string Log, long Number, string Name, string Text)
{
    public static StoreKey Parse(string key)
    {
        var parts = key.Split('/');
        return parts switch
        {
            ["_", "registration"] => Of(KeyKind.Registration),
            ["_", "drained", "list", ..] => Of(KeyKind.DrainedList),
            ["_", "drained", var log] => Of(KeyKind.Drained, log),
            ["_", var log, "progress", var consumer] => Of(KeyKind.Progress, log, 0, consumer),
            ["_", var log, "heartbeat"] => Of(KeyKind.Heartbeat, log),
            ["_", var log, var number] when long.TryParse(number, CultureInfo.InvariantCulture, out var n) => Of(KeyKind.Number, log, n),
            [_, "_index" or "_lookup", ..] => Of(KeyKind.Page, "", 0, key[..key.LastIndexOf('/')]),
            [_, "_log", var log, _] => Of(KeyKind.Block, log),
            [_, "_idempotency", _] => Of(KeyKind.Answer),
            [_, "_received", _, _] => Of(KeyKind.Mark),
            [_, "_newest", _, _] => Of(KeyKind.Newest),
            [var tenant, var collection, var id] when tenant.Length == 20 && Guid.TryParse(id, out _) => Of(KeyKind.Document, tenant, 0, collection),
            _ => Of(KeyKind.Other),
        };

        StoreKey Of(KeyKind kind, string log = "", long number = 0, string name = "") => new(kind, log, number, name, key);
    }

    public Place ToPlace()
    {
        var parts = Text.Split('/');
        return new Place(Oin.Parse(parts[0]), Thing.Collections.First(c => c.Name == parts[1]), Guid.Parse(parts[2]));
    }
}
