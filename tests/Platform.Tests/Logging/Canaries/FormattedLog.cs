using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Logging.Canaries;

/// <summary>The log as a component prints it, in both of its forms: the lines of JSON, and the readable console of Development.</summary>
internal sealed class FormattedLog(IServiceProvider services, CanarySinks sinks) : ILoggerProvider
{
    public const string Json = "the log, JSON";
    public const string Console = "the log, console";

    private readonly (string Sink, ConsoleFormatter Formatter)[] _forms =
        [(Json, new JsonLineFormatter(TimeProvider.System)), (Console, new MaskedConsoleFormatter(services))];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private void Write<TState>(in LogEntry<TState> entry)
    {
        foreach (var (sink, formatter) in _forms)
        {
            using var text = new StringWriter();
            formatter.Write(entry, null, text);
            sinks.Add(sink, $"a line of {entry.Category}", text.ToString());
        }
    }

    private sealed class Logger(string category, FormattedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
    }
}
