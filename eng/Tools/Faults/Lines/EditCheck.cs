namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// Edits copies of the state file, one by one, and has the component's own command look for it: the copy that nobody edited is whole, and of
/// each other one it says what was edited.
/// </summary>
internal sealed class EditCheck(Cluster cluster, string work)
{
    private static readonly Edit s_none = new("nothing", "", new Dictionary<string, string?>());

    /// <param name="file">The state file. Who writes it goes on meanwhile.</param>
    public async Task<EditOutcome> RunAsync(StateFile file)
    {
        Console.WriteLine("      editing copies of the state file");
        // In this order: a copy has what the heads say.
        var heads = HeadsFile.Of(cluster, Path.Combine(work, "heads.log"));
        var copied = await file.CopyAsync(Path.Combine(work, "copied.db"));
        var state = new StoredState(await copied.ReadWithAsync(StoredLines.BlockMark, Logs.Prefix, Logs.Behind));
        var (isWhole, printed) = await VerifyAsync(copied, s_none, heads);
        var outcome = new EditOutcome(0, 0, isWhole ? 0 : 1);
        if (!isWhole)
        {
            Console.WriteLine($"NOT WHOLE, THOUGH NOBODY EDITED IT: {printed}");
        }

        foreach (var edit in Edits.Of(state, heads.All))
        {
            (isWhole, printed) = await VerifyAsync(copied, edit, heads);
            var isFound = !isWhole && printed.Contains(edit.Place, StringComparison.Ordinal);
            outcome += new EditOutcome(1, isFound ? 1 : 0, 0);
            Console.WriteLine(isFound ? $"      {edit.Name}: {printed.Split('\n')[0]}" : $"EDIT NOT FOUND: {edit.Name}, {edit.Place}: {printed}");
        }

        if (outcome.IsGood)
        {
            copied.Delete();
        }

        return outcome;
    }

    /// <summary>Has it look at what is there, beside the component.</summary>
    public async Task<EditOutcome> RunAsync()
    {
        var (isWhole, printed) = await HeadsFile.Of(cluster, Path.Combine(work, "heads.log")).VerifyAsync(cluster.Replicas[0], new Dictionary<string, string>());
        Console.WriteLine(isWhole ? $"      {printed.Trim().ReplaceLineEndings(" ")}" : $"NOT WHOLE, THOUGH NOBODY EDITED IT: {printed}");
        return new EditOutcome(0, 0, isWhole ? 0 : 1);
    }

    private async Task<(bool IsWhole, string Printed)> VerifyAsync(StateFile file, Edit edit, HeadsFile heads)
    {
        var copy = await file.CopyAsync(Path.Combine(work, "edited.db"));
        try
        {
            foreach (var (key, value) in edit.Changes)
            {
                await copy.WriteAsync($"{Component.AppId}||{key}", value);
            }

            return await heads.VerifyAsync(cluster.Replicas[0], new Dictionary<string, string> { ["Embedded__File"] = copy.Path });
        }
        finally
        {
            copy.Delete();
        }
    }
}
