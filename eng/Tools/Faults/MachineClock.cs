namespace CommonGround.Tools.Faults;

/// <summary>
/// The time of day on the machine of all replicas, which an administrator or a time server puts back for a while. What they measure with goes on,
/// as on a real machine. A component reads it from a file: nothing in a published one lets a program move its clock, so this is added to it.
/// </summary>
/// <param name="path">The file: by how many seconds the clock is wrong.</param>
internal sealed class MachineClock(string path)
{
    private const string Setting = "STORING_CLOCK";

    private const string Code = $$"""
        using System.Globalization;

        namespace Storing;

        /// <summary>De klok van de machine, die terug kan worden gezet.</summary>
        internal sealed class Klok : TimeProvider
        {
            private static readonly string s_bestand = Environment.GetEnvironmentVariable("{{Setting}}")!;

            public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(Afwijking());

            private static double Afwijking() => double.Parse(File.ReadAllText(s_bestand), CultureInfo.InvariantCulture);
        }

        """;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { [Setting] = path };

    public static async Task AddAsync(string generated)
    {
        var component = Path.Combine(generated, "src", "Component");
        await File.WriteAllTextAsync(Path.Combine(component, "Klok.cs"), Code);
        var program = Path.Combine(component, "Program.cs");
        const string line = "builder.AddCommonGround();";
        var text = await File.ReadAllTextAsync(program);
        await File.WriteAllTextAsync(program, text.Replace(line, $"builder.Services.AddSingleton<TimeProvider>(new Storing.Klok());\n{line}", StringComparison.Ordinal));
    }

    /// <summary>It is right.</summary>
    public Task SetAsync() => SetAsync(TimeSpan.Zero);

    /// <summary>Puts it back, and after a while to what it was.</summary>
    public async Task PutBackAsync(TimeSpan back, TimeSpan time)
    {
        await SetAsync(-back);
        await Task.Delay(time);
        await SetAsync();
    }

    // Whoever reads it meanwhile finds the whole of one or of the other.
    private async Task SetAsync(TimeSpan wrong)
    {
        var next = $"{path}.next";
        await File.WriteAllTextAsync(next, FormattableString.Invariant($"{wrong.TotalSeconds}"));
        File.Move(next, path, overwrite: true);
    }
}
