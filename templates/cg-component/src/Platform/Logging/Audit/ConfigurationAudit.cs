using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Writes the configuration to the security log once state is there, and each consumer that it names as retired (commit-log 10). Start does not
/// wait for it; the component is ready only after it.
/// </summary>
internal sealed class ConfigurationAudit(AuditLog log, LocalAudit local, ConfigurationText text, StateOptions state, TimeProvider time)
    : BackgroundService, IServesOnly, IReadinessCheck
{
    private volatile bool _isWritten;

    public string? Missing => _isWritten ? null : "The configuration is not in the security log yet.";

    /// <remarks>A store that it leaves in the middle of a call may answer with anything: that it stops is no fault.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WriteAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<AuditLine> lines =
        [
            local.OfComponent("configuration", text.Write(), "in force"),
            .. state.RetiredConsumers.Select(name => local.OfComponent("retired consumer", AuditText.Name(name), "counts as having reached every end")),
        ];
        for (var failures = 1; ; failures++)
        {
            try
            {
                await log.WriteAsync(Oin.Organization, lines, cancellationToken);
                _isWritten = true;
                return;
            }
            catch (Exception e) when (StateTrouble.Is(e))
            {
                // Readiness says what state lacks.
            }

            await Pause.BeforeAsync(time, failures + 1, cancellationToken);
        }
    }
}
