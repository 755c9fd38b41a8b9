namespace CommonGround.Tools.Benchmark;

/// <summary>One of the two that are compared.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Assembly">Its published assembly.</param>
/// <param name="FirstPath">The path that says that it has started.</param>
/// <param name="Collection">The path of its resource.</param>
/// <param name="Token">What it wants in <c>Authorization</c>, or <see langword="null"/>.</param>
/// <param name="Environment">Its settings.</param>
internal sealed record Application(
    string Name, string Assembly, string FirstPath, string Collection, string? Token, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The body of a POST: the same for both.</summary>
    public const string Body =
        """{"onderwerp":"Uitvaart","gewensteDatum":"2027-03-15","aanvrager":{"burgerservicenummer":"999993653","naam":"Suzanne Moulin"},"toelichting":"Graag een plaats bij de vijver."}""";

    /// <summary>The port on which it listens; <see langword="null"/> for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The same with a database file of its own, and more settings.</summary>
    public Application WithOwnFile(string work, string name, IReadOnlyDictionary<string, string> settings) => this with
    {
        Environment = new Dictionary<string, string>(Environment.Concat(settings))
        {
            ["Embedded__File"] = Path.Combine(work, $"{name}.db"),
            ["Embedded__Secrets"] = Path.Combine(work, $"{name}.secrets.json"),
        },
    };
}
