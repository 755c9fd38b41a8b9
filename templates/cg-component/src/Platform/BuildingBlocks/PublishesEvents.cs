namespace CommonGround.Platform.BuildingBlocks;

/// <summary>Says that the component publishes, and so needs a broker also where it subscribes to nothing. Registered by whoever publishes.</summary>
internal sealed class PublishesEvents;
