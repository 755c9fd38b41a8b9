using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>The command <c>verify-log</c>: whether everything in the logs is as it was written (BIO-05). It can run beside the component that serves.</summary>
internal sealed class VerifyLogCommand(VerificationRun verification) : ICommand
{
    private const int Whole = 0;
    private const int Broken = 1;

    public string Name => "verify-log";

    public string Usage => VerifyLogArguments.Usage;

    public CommandRun? Parse(IReadOnlyList<string> arguments, out string fault) =>
        VerifyLogArguments.Parse(arguments, out fault) is { } heads
            ? (output, error, cancellationToken) => RunAsync(heads, output, error, cancellationToken)
            : null;

    private async Task<int> RunAsync(IReadOnlyCollection<LogHead> heads, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var result = await verification.VerifyForUserAsync(heads, found => WriteAsync(found, heads.Count, output), cancellationToken);
            return result.IsWhole ? Whole : Broken;
        }
        catch (Exception e) when (StateTrouble.Is(e))
        {
            await error.WriteLineAsync($"State does not answer as it should: {e.Message} What was found is above, if anything was; run the command again.");
            return Broken;
        }
    }

    private static async Task WriteAsync(LogVerificationResult result, int given, TextWriter output)
    {
        foreach (var fault in result.Faults)
        {
            await output.WriteLineAsync($"{fault.Place} {fault.What}");
        }

        foreach (var remark in result.Remarks)
        {
            await output.WriteLineAsync($"{remark.Place} {remark.What} This is no fault.");
        }

        await output.WriteLineAsync(FormattableString.Invariant(
            $"{(result.IsWhole ? "Whole" : "Broken")}. As they were written: logs {result.Logs}, numbers {result.Numbers}, blocks {result.Blocks}, lines {result.Lines}."));
        await output.WriteLineAsync(given == 0
            ? "No head was given. That the end of a log was cut off, or that a whole log is gone, shows only with heads from outside: --head, --heads."
            : FormattableString.Invariant(
                $"Heads that agree: {result.Heads}; where the number was archived meanwhile ({result.ArchivedHeads}), that the log goes on beyond it."));
    }
}
