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
            var result = await verification.VerifyForUserAsync(heads, cancellationToken);
            await WriteAsync(result, output);
            return result.IsWhole ? Whole : Broken;
        }
        catch (Exception e) when (StateTrouble.Is(e))
        {
            await error.WriteLineAsync($"State does not answer as it should: {e.Message} What was found is above, if anything was; run the command again.");
            return Broken;
        }
    }

    private static async Task WriteAsync(LogVerificationResult result, TextWriter output)
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
            $"{(result.IsWhole ? "Whole" : "Broken")}: {result.Logs} logs, with {result.Numbers} numbers, {result.Blocks} blocks and {result.Lines} lines that are as they were written."));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{result.Heads} heads agree; of {result.ArchivedHeads} the numbers were archived meanwhile, and it was seen that the log goes on beyond them."));
    }
}
