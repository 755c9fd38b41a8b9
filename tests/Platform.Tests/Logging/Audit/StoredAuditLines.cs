using System.Text.Json;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>The lines of the security log that a store has in entries, in the order of the logs.</summary>
internal static class StoredAuditLines
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="services">Of a component, or of state alone.</param>
    /// <returns>Whose each line is, and the line.</returns>
    public static async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> AuditLinesAsync(this IServiceProvider services)
    {
        var calls = services.GetRequiredService<StateCalls>();
        var seal = new LineSeal(services.GetRequiredService<ITenantKeys>());
        var stored = await calls.GetAsync(StateKeys.Registration, Cancel);
        var logs = stored is null ? [] : JsonSerializer.Deserialize(stored.Value, StateJson.Platform.Registration)!.Logs;
        var lines = new List<(Oin, AuditLine)>();
        foreach (var log in logs)
        {
            foreach (var entry in await services.GetRequiredService<LogReader>().ReadFromStoreAsync(new LogPosition(log, 0), Cancel))
            {
                lines.AddRange(entry.Entry.Lines.Where(line => line.Kind == LineKind.Audit).Select(line =>
                {
                    var owner = Oin.TryParse(line.Owner, out var oin) ? oin : Oin.Organization;
                    return (owner, seal.OpenAudit(owner, line.Sealed));
                }));
            }
        }

        return lines;
    }
}
