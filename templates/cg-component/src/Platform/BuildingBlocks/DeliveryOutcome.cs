namespace CommonGround.Platform.BuildingBlocks;

/// <summary>What becomes of a delivery. The names are those of Dapr's answers.</summary>
public enum DeliveryOutcome
{
    /// <summary>Handled, or handled before.</summary>
    Success,

    /// <summary>To be delivered again; past the retry policy it goes to the dead-letter topic.</summary>
    Retry,

    /// <summary>Not to be delivered again. Beside Dapr it goes to the dead-letter topic.</summary>
    Drop,
}
