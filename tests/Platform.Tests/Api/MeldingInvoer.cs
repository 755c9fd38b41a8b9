using System.ComponentModel.DataAnnotations;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Each kind of member and rule that a body can have.</summary>
internal sealed record MeldingInvoer : IValidatableObject
{
    [StringLength(80, MinimumLength = 3)]
    public required string Onderwerp { get; init; }

    public required DateOnly Ingangsdatum { get; init; }

    public DateTimeOffset? GemeldOp { get; init; }

    public required Soort Soort { get; init; }

    public required Melder Melder { get; init; }

    [Range(1, 10)]
    public int Aantal { get; init; } = 1;

    public double? Bedrag { get; init; }

    [RegularExpression("^[A-Z]{2}-[0-9]{3}$")]
    public string? Kenmerk { get; init; }

    [MaxLength(3)]
    public IReadOnlyList<string> Trefwoorden { get; init; } = [];

    public IReadOnlyList<Melder> Getuigen { get; init; } = [];

    public IReadOnlyDictionary<string, int>? Tellingen { get; init; }

    public string? Toelichting { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Soort == Soort.SpoedEisend && Aantal > 5)
        {
            yield return new ValidationResult("Een spoedmelding gaat over hoogstens 5 zaken.", [nameof(Aantal)]);
        }
    }
}

internal sealed record Melder([property: Required] string Naam, Bsn Burgerservicenummer);
