namespace CommonGround.Tools.Benchmark;

/// <summary>Code that is taken out of a generated component, by its text.</summary>
internal static class RemovedCode
{
    /// <param name="generated">The folder of the component.</param>
    /// <param name="file">Which file, below <c>src/Platform</c>.</param>
    /// <param name="texts">What goes: each stands there exactly once.</param>
    /// <exception cref="InvalidOperationException">A text is not there, or is there more than once.</exception>
    public static async Task RemoveAsync(string generated, string file, params string[] texts)
    {
        var path = Path.Combine(generated, "src", "Platform", file);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"A generated component has no src/Platform/{file} any more: this tool takes '{texts[0]}' out of it.");
        }

        var left = await File.ReadAllTextAsync(path);
        foreach (var text in texts)
        {
            var parts = left.Split(text);
            if (parts.Length != 2)
            {
                throw new InvalidOperationException(
                    $"src/Platform/{file} of a generated component has '{text}' {parts.Length - 1} times: this tool takes it out, and expects it once.");
            }

            left = string.Concat(parts);
        }

        await File.WriteAllTextAsync(path, left);
    }
}
