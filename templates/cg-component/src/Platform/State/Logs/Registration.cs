using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.State.Logs;

/// <summary>The one document that names every log which the index has not drained.</summary>
/// <param name="Numbers">The key numbers in use: look-ups are written under no other, and a search asks for all (commit-log 15).</param>
/// <param name="Logs">The logs, oldest first.</param>
internal sealed record Registration(IReadOnlyList<int> Numbers, IReadOnlyList<RegisteredLog> Logs)
{
    public static Registration Empty { get; } = new([], []);

    public RegisteredLog? Find(string log) => Logs.FirstOrDefault(l => l.Id == log);

    public Registration With(RegisteredLog log, int number) => WithNumber(number) with { Logs = [.. Logs, log] };

    public Registration WithNumber(int number) =>
        Numbers.Contains(number) ? this : this with { Numbers = [.. Numbers.Append(number).Order()] };

    public Registration Replace(RegisteredLog log) => this with { Logs = [.. Logs.Select(l => l.Id == log.Id ? log : l)] };

    public Registration Without(string log) => this with { Logs = [.. Logs.Where(l => l.Id != log)] };

    /// <summary>The operation that writes this registration, on the condition that it still is as it was read.</summary>
    public StateOperation ToOperation(StateItem? read)
    {
        var json = JsonSerializer.Serialize(this, StateJson.Platform.Registration);
        return read is null
            ? StateOperation.Create(StateKeys.Registration, json)
            : StateOperation.Replace(StateKeys.Registration, json, read.ETag);
    }

    public static Registration Read(StateItem? item) =>
        item is null ? Empty : JsonSerializer.Deserialize(item.Value, StateJson.Platform.Registration)!;
}
