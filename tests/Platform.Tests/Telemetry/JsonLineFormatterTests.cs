using System.Diagnostics;
using System.Text.Json;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed partial class JsonLineFormatterTests
{
    [Fact]
    public void An_entry_is_one_line_with_time_level_category_event_message_and_fields()
    {
        var line = Format(logger => Log.Made(logger, "een \"ding\"\nop twee regels", 3));

        Assert.Equal("2026-11-22T10:00:00Z", line.GetProperty("timestamp").GetString());
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("Test", line.GetProperty("category").GetString());
        Assert.Equal(7, line.GetProperty("eventId").GetInt32());
        Assert.Equal("Made", line.GetProperty("event").GetString());
        Assert.Equal("Made een \"ding\"\nop twee regels, 3 times", line.GetProperty("message").GetString());
        Assert.Equal(3, line.GetProperty("fields").GetProperty("Count").GetInt32());
        Assert.Equal("Made {Name}, {Count} times", line.GetProperty("fields").GetProperty("template").GetString());
    }

    [Fact]
    public void An_entry_within_a_request_names_its_trace_and_span()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var line = Format(logger => Log.Made(logger, "x", 1));
        Assert.Equal(activity.TraceId.ToHexString(), line.GetProperty("traceId").GetString());
        Assert.Equal(activity.SpanId.ToHexString(), line.GetProperty("spanId").GetString());
    }

    [Fact]
    public void Of_an_exception_types_and_stack_are_written_and_no_message()
    {
        var line = Format(logger => Log.Failed(logger, Thrown()));
        Assert.Equal("System.InvalidOperationException", line.GetProperty("exception").GetString());
        var stack = line.GetProperty("stack").GetString();
        Assert.Contains(nameof(Thrown), stack, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", stack, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_BSN_or_a_token_is_masked_in_message_and_fields()
    {
        var line = Format(logger => Log.Made(logger, "999993653 eyJh.eyJi.Yw", 999993653)).GetRawText();
        Assert.DoesNotContain("999993653", line, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJh", line, StringComparison.Ordinal);
    }

    private static JsonElement Format(Action<ILogger> log)
    {
        var logger = new FormattingLogger();
        log(logger);
        var text = logger.Output.ToString();
        Assert.EndsWith(Environment.NewLine, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text[..^Environment.NewLine.Length]);
        return JsonDocument.Parse(text).RootElement;
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("geheim", new FormatException("geheim"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Made {Name}, {Count} times")]
        public static partial void Made(ILogger logger, string name, int count);

        [LoggerMessage(EventId = 8, Level = LogLevel.Error, Message = "Failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }

    private sealed class FormattingLogger : ILogger
    {
        public StringWriter Output { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            new JsonLineFormatter(new StoppedClock()).Write(
                new LogEntry<TState>(logLevel, "Test", eventId, state, exception, formatter), null, Output);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    }
}
