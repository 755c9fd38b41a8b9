using CommonGround.Simulation.Running;
using Microsoft.Extensions.Logging;

namespace CommonGround.Simulation.Replicas;

/// <summary>What a replica logs stands in the trace, where the whole trace is kept.</summary>
internal sealed class TraceLog(string machine, Trace trace) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        trace.Comment($"{machine}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");

    public void Dispose()
    {
    }
}
