namespace CommonGround.Platform.Events;

/// <summary>The meter of everything that events measure.</summary>
internal static class EventMeter
{
    public const string Name = "CommonGround.Events";
}
