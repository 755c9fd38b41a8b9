namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Een ding zoals de API het toont.</summary>
public sealed record DingWeergave
{
    /// <summary>De sleutel van het ding.</summary>
    /// <example>019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21</example>
    public required Guid Id { get; init; }

    /// <summary>Hoe het ding heet.</summary>
    /// <example>Een ding</example>
    public required string Naam { get; init; }

    /// <summary>Hoe het ermee staat.</summary>
    public required DingStatus Status { get; init; }

    /// <summary>Het tijdstip waarop het is vastgelegd.</summary>
    /// <example>2027-01-04T09:30:00Z</example>
    public required DateTimeOffset VastgelegdOp { get; init; }
}
