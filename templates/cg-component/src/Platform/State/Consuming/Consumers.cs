using CommonGround.Platform.Start;
using CommonGround.Platform.State.Indexing;

namespace CommonGround.Platform.State.Consuming;

/// <summary>The consumers of this replica's configuration, the index among them, and those that were taken out of it (commit-log 10).</summary>
internal sealed class Consumers
{
    private readonly HashSet<string> _retired;

    /// <exception cref="StartupRefusedException">Two have one name, or one of them is named as retired.</exception>
    public Consumers(IEnumerable<IConsumer> consumers, StateOptions options)
    {
        All = [.. consumers];
        Names = [.. All.Select(c => c.Name)];
        _retired = [.. options.RetiredConsumers];
        foreach (var name in Names)
        {
            StateKeys.CheckName(name, nameof(consumers));
            if (_retired.Contains(name))
            {
                throw new StartupRefusedException(
                    $"{StateOptions.Section}:{nameof(options.RetiredConsumers)} names '{name}', which this component has: take it out of the setting.");
            }
        }

        if (Names.Distinct().Count() != Names.Count)
        {
            throw new StartupRefusedException($"Two consumers of the commit log have one name: {string.Join(", ", Names)}.");
        }
    }

    public IReadOnlyList<IConsumer> All { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Those that follow in loops of their own.</summary>
    public IEnumerable<IConsumer> BesideIndex => All.Where(c => c.Name != IndexConsumer.Name);

    /// <summary>Whether a consumer counts as having reached every end.</summary>
    public bool IsRetired(string name) => _retired.Contains(name);
}
