using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// The log on standard output: one line of JSON per entry, and a readable console in Development. There is no line per
/// request: traces and metrics tell that at a fraction of the cost, and who saw what is in the processing and audit lines.
/// </summary>
internal static class LoggingExtensions
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        // The other default providers (debugger, event source, Windows event log) know nothing of redaction.
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, SilencedCategories>();

        if (builder.Environment.IsDevelopment())
        {
            builder.Logging
                .AddSimpleConsole()
                .AddConsole(options => options.FormatterName = MaskedConsoleFormatter.FormatterName)
                .AddConsoleFormatter<MaskedConsoleFormatter, ConsoleFormatterOptions>();
        }
        else
        {
            builder.Logging
                .AddConsole(options => options.FormatterName = JsonLineFormatter.FormatterName)
                .AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        }
    }
}
