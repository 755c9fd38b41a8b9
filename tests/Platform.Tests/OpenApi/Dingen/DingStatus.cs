namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Hoe het met een ding staat.</summary>
public enum DingStatus
{
    /// <summary>Nog niet bekeken.</summary>
    Nieuw,

    /// <summary>Iemand is ermee bezig.</summary>
    InBehandeling,
}
