using CommonGround.Platform.Start;

namespace CommonGround.Platform.Events.Outgoing;

/// <summary>Everything that this component publishes.</summary>
internal sealed class EventCatalog
{
    private readonly Dictionary<string, ChangeEvents> _changes = [];
    private readonly Dictionary<Type, EventDeclaration> _decisions = [];

    /// <exception cref="StartupRefusedException">Two declarations are in each other's way.</exception>
    public EventCatalog(IEnumerable<ChangeEvents> changes, IEnumerable<EventDeclaration> decisions)
    {
        foreach (var events in changes)
        {
            if (!_changes.TryAdd(events.Collection, events))
            {
                throw new StartupRefusedException($"The changes of '{events.Collection}' are published twice: keep one PublishChanges of that collection.");
            }
        }

        foreach (var decision in decisions)
        {
            if (!_decisions.TryAdd(decision.DataType!, decision))
            {
                throw new StartupRefusedException(
                    $"Two events have data of type {decision.DataType!.Name}, by which Publish tells them apart: give one of them a type of its own.");
            }
        }

        All = [.. _changes.Values.SelectMany(events => events.Declarations), .. _decisions.Values];
        if (All.GroupBy(e => e.Type).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new StartupRefusedException($"Two events have the type '{twice.Key}': a subscriber could not tell them apart.");
        }
    }

    public IReadOnlyList<EventDeclaration> All { get; }

    /// <summary>The topics that something is published to.</summary>
    public IReadOnlyList<string> Topics => [.. All.Select(e => e.Topic).Distinct().Order(StringComparer.Ordinal)];

    public ChangeEvents? OfChanges(string collection) => _changes.GetValueOrDefault(collection);

    /// <exception cref="InvalidOperationException">No event was declared with this data.</exception>
    public EventDeclaration OfDecision(Type data) =>
        _decisions.GetValueOrDefault(data)
            ?? throw new InvalidOperationException(
                $"No event has data of type {data.Name}. Declare it in Program.cs: builder.PublishEvent<{data.Name}>(\"nl.….v1\", \"topic\").");
}
