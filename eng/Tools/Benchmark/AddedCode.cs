namespace CommonGround.Tools.Benchmark;

/// <summary>Code that is added to a generated component, with lines of its own in <c>Program.cs</c>.</summary>
internal static class AddedCode
{
    public const bool Before = false;
    public const bool After = true;

    /// <param name="generated">The folder of the component.</param>
    /// <param name="file">The new file, below <c>src/Component</c>.</param>
    /// <param name="code">What is in it.</param>
    /// <param name="lines">Beside which line of <c>Program.cs</c> which other comes.</param>
    /// <exception cref="InvalidOperationException">There is no such line.</exception>
    public static async Task AddAsync(string generated, string file, string code, params (string Line, string Added, bool After)[] lines)
    {
        var component = Path.Combine(generated, "src", "Component");
        var path = Path.Combine(component, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, code);
        var program = Path.Combine(component, "Program.cs");
        var text = await File.ReadAllTextAsync(program);
        foreach (var (line, added, after) in lines)
        {
            if (!text.Contains(line, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Program.cs of a generated component has no line '{line}' any more: this tool adds its own beside it.");
            }

            text = text.Replace(line, after ? $"{line}\n{added}" : $"{added}\n{line}", StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(program, text);
    }
}
