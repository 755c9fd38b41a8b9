using System.ComponentModel.DataAnnotations;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Wat een afnemer van een ding opgeeft.</summary>
public sealed record DingInvoer
{
    /// <summary>Hoe het ding heet.</summary>
    /// <example>Een ding</example>
    [StringLength(200, MinimumLength = 1)]
    public required string Naam { get; init; }

    /// <summary>De dag waarop het ding er moet zijn.</summary>
    /// <example>2027-03-15</example>
    public required DateOnly GewensteDatum { get; init; }

    /// <summary>Van wie het ding is.</summary>
    public required Eigenaar Eigenaar { get; init; }

    /// <summary>Wie het ding eerder had.</summary>
    public Eigenaar? VorigeEigenaar { get; init; }

    /// <summary>Wat er verder over te zeggen is.</summary>
    /// <example>Graag voorzichtig.</example>
    [StringLength(4000)]
    public string? Toelichting { get; init; }

    /// <summary>Hoeveel ervan.</summary>
    /// <example>3</example>
    [Range(1, 99)]
    public int Aantal { get; init; } = 1;

    /// <summary>Hoe zwaar het is, in kilogram.</summary>
    /// <example>1.5</example>
    public double? Gewicht { get; init; }

    /// <summary>Hoe laat het komt.</summary>
    /// <example>09:30:00</example>
    public TimeOnly? Tijd { get; init; }

    /// <summary>Hoe het ermee staat.</summary>
    public DingStatus Status { get; init; }

    /// <summary>Woorden om het op terug te vinden.</summary>
    [MaxLength(10)]
    public IReadOnlyList<string>? Trefwoorden { get; init; }
}
