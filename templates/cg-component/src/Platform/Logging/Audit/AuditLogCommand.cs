using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// The command <c>audit-log</c>: for who may read the security log, on the store of the component that runs (BIO-01). Its use is in that log
/// itself, before anything is shown and after it.
/// </summary>
internal sealed class AuditLogCommand(AuditLogReading reading, AuditLog log, LocalAudit local, IOptions<TenancyOptions> tenancy) : ICommand
{
    private const int Complete = 0;
    private const int NotComplete = 1;

    public string Name => "audit-log";

    public string Usage => AuditLogArguments.Usage;

    public CommandRun? Parse(IReadOnlyList<string> arguments, out string fault) =>
        AuditLogArguments.TryParse(arguments, tenancy.Value, out var asked, out fault)
            ? (output, error, cancellationToken) => RunAsync(asked, output, error, cancellationToken)
            : null;

    private async Task<int> RunAsync(AuditLogArguments asked, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!await TryLogAsync(asked, "begun", "What cannot be logged is not shown.", error, cancellationToken))
        {
            return NotComplete;
        }

        var count = new AuditLogCount();
        var isRead = await TryShowAsync(asked, output, error, count, cancellationToken);
        var result = FormattableString.Invariant(
            $"{(isRead ? "shown" : "failed: shown")} {count.Shown} lines{(count.Faults > 0 ? $", not complete: {count.Faults} faults" : "")}");
        var isLogged = await TryLogAsync(asked, result, "What was found is above; how much it was is not logged. Run the command again.", error, cancellationToken);
        return isRead && isLogged && count.Faults == 0 ? Complete : NotComplete;
    }

    private async Task<bool> TryShowAsync(AuditLogArguments asked, TextWriter output, TextWriter error, AuditLogCount count, CancellationToken cancellationToken)
    {
        try
        {
            await reading.ShowAsync(asked, output, error, count, cancellationToken);
            return true;
        }
        catch (Exception e) when (StateTrouble.Is(e) || e is StateStoreException)
        {
            await error.WriteLineAsync($"State does not answer as it should: {e.Message} What was found is above, and there may be more; run the command again.");
            return false;
        }
    }

    private async Task<bool> TryLogAsync(AuditLogArguments asked, string result, string otherwise, TextWriter error, CancellationToken cancellationToken)
    {
        var trace = asked.Trace is null ? "" : $", trace {asked.Trace}";
        var line = local.OfUser(Name, FormattableString.Invariant($"security log of {asked.Owner}, {asked.From:yyyy-MM-dd} to {asked.To:yyyy-MM-dd}{trace}"), result);
        try
        {
            await log.WriteAsync(asked.Owner, line, cancellationToken);
            return true;
        }
        catch (Exception e) when (StateTrouble.Is(e))
        {
            await error.WriteLineAsync($"State does not answer as it should: {e.Message} {otherwise}");
            return false;
        }
    }
}
