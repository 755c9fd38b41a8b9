using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>Fails once: a fault of the component's own, right where it writes a line.</summary>
internal sealed class ThrowingLogger<T> : ILogger<T>
{
    private int _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Interlocked.Increment(ref _lines) == 1)
        {
            throw new InvalidOperationException("The test lets a line fail.");
        }
    }
}
