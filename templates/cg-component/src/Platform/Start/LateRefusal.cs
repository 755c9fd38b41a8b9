using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Start;

/// <summary>
/// Ends a component that finds out after its start that it cannot be what it should be, because what it needs came later than itself: the
/// message on standard error and in the log, and exit code 1.
/// </summary>
internal sealed partial class LateRefusal(IHostApplicationLifetime lifetime, ILogger<LateRefusal> logger)
{
    public void Refuse(string message)
    {
        Log.Refused(logger, message);
        Console.Error.WriteLine($"The component stops.{Environment.NewLine}{message}");
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The component stops. {Message}")]
        public static partial void Refused(ILogger logger, string message);
    }
}
