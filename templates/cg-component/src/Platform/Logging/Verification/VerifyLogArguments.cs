using CommonGround.Platform.Start;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>What the command <c>verify-log</c> was asked for: the heads that were kept outside the store.</summary>
internal static class VerifyLogArguments
{
    public const string Usage = """
        dotnet run --project src/Component -- verify-log [--head LOG:NUMBER:MAC]... [--heads FILE]...
        FILE is any text with heads in it, such as what the component itself logged. Without heads a tail that was cut before its log ended does
        not show.
        """;

    // Of a hundred bytes each; one per minute of ten replicas for two months.
    private const int MostHeads = 1_000_000;

    /// <param name="arguments">What follows <c>verify-log</c>.</param>
    /// <param name="fault">What is wrong with them.</param>
    /// <returns>The heads, or <see langword="null"/> where something is wrong.</returns>
    public static IReadOnlyCollection<LogHead>? Parse(IReadOnlyList<string> arguments, out string fault)
    {
        var heads = new HashSet<LogHead>();
        fault = "";
        for (var i = 0; i < arguments.Count && fault.Length == 0; i++)
        {
            var next = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--head":
                    fault = LogHead.TryParse(next, out var head) ? "" : "--head is followed by a head, LOG:NUMBER:MAC, as the component logs it.";
                    heads.UnionWith(head is null ? [] : [head]);
                    i++;
                    break;
                case "--heads":
                    fault = next is null ? "--heads is followed by a file." : Read(next, heads);
                    i++;
                    break;
                case var other when !CommandArguments.IsSetting(other):
                    fault = $"'{other}' is not understood.";
                    break;
            }
        }

        return fault.Length == 0 ? heads : null;
    }

    private static string Read(string file, HashSet<LogHead> heads)
    {
        var before = heads.Count;
        try
        {
            foreach (var head in File.ReadLines(file).SelectMany(LogHead.FindAll))
            {
                if (heads.Add(head) && heads.Count > MostHeads)
                {
                    return $"{file} has more than {MostHeads} heads: of each log the newest are enough.";
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {e.Message}";
        }

        return heads.Count > before ? "" : $"{file} has no heads in it: LOG:NUMBER:MAC, as the component logs them.";
    }
}
