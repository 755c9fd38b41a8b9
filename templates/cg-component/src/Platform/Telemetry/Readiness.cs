using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Telemetry;

/// <summary>The sum of all readiness checks.</summary>
internal sealed partial class Readiness
{
    private readonly IReadinessCheck[] _checks;
    private readonly ILogger<Readiness> _logger;

    public Readiness(IEnumerable<IReadinessCheck> checks, IMeterFactory meters, ILogger<Readiness> logger)
    {
        _checks = [.. checks];
        _logger = logger;
        meters.Create("CommonGround.Health").CreateObservableGauge(
            "commonground.ready",
            () => Missing().Count == 0 ? 1 : 0,
            description: "Whether the component may be sent requests: 1 when nothing is missing, otherwise 0.");
    }

    /// <returns>One line per thing that is missing; empty when the component is ready.</returns>
    public IReadOnlyList<string> Missing()
    {
        var missing = new List<string>();
        foreach (var check in _checks)
        {
            if (Ask(check) is { } line)
            {
                missing.Add(line.ReplaceLineEndings(" "));
            }
        }

        return missing;
    }

    /// <summary>A check that fails says nothing about its thing, and what nothing is known of is missing.</summary>
    private string? Ask(IReadinessCheck check)
    {
        try
        {
            return check.Missing;
        }
        catch (Exception exception)
        {
            Log.CheckFailed(_logger, check.GetType().Name, exception);
            return $"{check.GetType().Name} failed";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The readiness check {Check} failed")]
        public static partial void CheckFailed(ILogger logger, string check, Exception exception);
    }
}
