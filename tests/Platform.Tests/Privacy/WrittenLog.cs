using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Privacy;

/// <summary>Keeps each line as a logging provider could write it: the message, every value, and the exception.</summary>
internal sealed class WrittenLog : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        Lines.Add($"{formatter(state, exception)} {string.Join(' ', values)} {exception}");
    }
}
