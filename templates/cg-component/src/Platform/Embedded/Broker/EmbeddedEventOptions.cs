namespace CommonGround.Platform.Embedded.Broker;

/// <summary>How the embedded broker delivers. Section <c>Embedded:Events</c>. Beside Dapr a Resiliency policy says the same.</summary>
internal sealed class EmbeddedEventOptions
{
    public const string Section = "Embedded:Events";

    /// <summary>How often an event is delivered before it goes to the dead-letter topic; default 5, from 1 to 100.</summary>
    public int Tries { get; set; } = 5;

    /// <summary>The pause after the first delivery that failed; it doubles with each. Default 1 second, from 10 ms to 1 hour.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two deliveries; default 30 seconds, from <see cref="FirstPause"/> to 1 day.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a delivery may take; default 20 seconds, from 100 ms to 1 hour. After it the handler is told to stop, and after half of it more
    /// another replica may have the event: so it is with what a killed process was handling.
    /// </summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many deliveries run at once; default 16, from 1 to 256.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>How soon events of another process are noticed; default 200 ms, from 10 ms to 1 minute.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an event is kept for a component that does not take it; default 7 days, from 1 minute to 90 days.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromDays(7);

    /// <summary>For how long a delivery belongs to the process that has it.</summary>
    public TimeSpan Lease => 1.5 * DeliveryTimeout;

    /// <summary>The pause after a number of deliveries that failed.</summary>
    public TimeSpan PauseAfter(int tries)
    {
        var pause = FirstPause.TotalMilliseconds * Math.Pow(2, tries - 1);
        return pause < LongestPause.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : LongestPause;
    }
}
