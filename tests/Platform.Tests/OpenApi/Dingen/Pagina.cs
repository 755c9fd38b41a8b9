namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Een bladzijde van een lijst.</summary>
public sealed record Pagina<T>
{
    /// <summary>Wat er op de bladzijde staat.</summary>
    public required IReadOnlyList<T> Resultaten { get; init; }
}
