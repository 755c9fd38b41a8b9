using System.Net.Sockets;
using System.Text;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed class LoggingTests
{
    private static readonly Dictionary<string, string?> EverythingOn = new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching.DfaMatcher"] = "Trace",
        ["Logging:LogCapture:LogLevel:Default"] = "Trace",
        ["Logging:LogCapture:LogLevel:Microsoft.AspNetCore.Server.Kestrel"] = "Trace",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_setting_makes_the_framework_log_paths_queries_or_values()
    {
        using var log = new LogCapture();
        await using var app = await TelemetryApp.StartAsync(builder => builder.Logging.AddProvider(log), EverythingOn);
        using var found = await app.Api.GetAsync("/v1/dingen/7?bsn=999993653", Cancel);
        using var unknown = await app.Api.GetAsync("/v1/personen/999993653", Cancel);
        using var unbound = await app.Api.GetAsync("/v1/dingen/99999365399999", Cancel);
        await SendRaw(app.Api.BaseAddress!, "GET /999993653 HTTP/9.9\r\n\r\n");

        Assert.NotEmpty(log.Entries);
        Assert.DoesNotContain(log.Entries, entry => entry.Contains("99999365", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stricter_setting_stays()
    {
        using var log = new LogCapture();
        await using var app = await TelemetryApp.StartAsync(
            builder => builder.Logging.AddProvider(log),
            new() { ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Error", ["Logging:LogLevel:Microsoft.AspNetCore.Http"] = "None" });
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Routing.X").IsEnabled(LogLevel.Warning));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Routing.X").IsEnabled(LogLevel.Error));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Http.X").IsEnabled(LogLevel.Critical));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Mvc").IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task Outside_Development_the_console_writes_lines_of_JSON()
    {
        await using var app = await TelemetryApp.StartAsync();
        Assert.Equal("commonground-json", app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(app.Services.GetServices<ConsoleFormatter>(), formatter => formatter.Name == "commonground-json");
    }

    [Fact]
    public void In_Development_the_console_masks_messages_of_exceptions_too()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.AddTelemetry();
        using var services = builder.Services.BuildServiceProvider();
        var name = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name);
        using var text = new StringWriter();

        formatter.Write(
            new LogEntry<string>(
                LogLevel.Error, "Test", default, "bsn 999993653", new InvalidOperationException("niet gevonden: 999993653"), (state, _) => state),
            null,
            text);

        Assert.Contains("bsn *********", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("niet gevonden: *********", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_console_logs()
    {
        await using var app = await TelemetryApp.StartAsync();
        Assert.IsType<ConsoleLoggerProvider>(Assert.Single(app.Services.GetServices<ILoggerProvider>()));
    }

    private static async Task SendRaw(Uri address, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Cancel);
        await client.GetStream().ReadAtLeastAsync(new byte[12], 12, throwOnEndOfStream: false, Cancel);
    }
}
