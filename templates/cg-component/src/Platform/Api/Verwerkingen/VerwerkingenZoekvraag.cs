using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Api.Verwerkingen;

/// <summary>Over wie, en over welke dagen. Een burgerservicenummer staat in de body, nooit in een URL (ADR-31).</summary>
internal sealed record VerwerkingenZoekvraag
{
    /// <summary>Het burgerservicenummer van degene om wiens gegevens het gaat.</summary>
    /// <example>999993653</example>
    public required Bsn Burgerservicenummer { get; init; }

    /// <summary>De eerste dag, in UTC; zonder deze dag zo ver terug als de verwerkingen bewaard zijn.</summary>
    /// <example>2027-01-01</example>
    public DateOnly? Vanaf { get; init; }

    /// <summary>De laatste dag, in UTC; zonder deze dag tot en met vandaag.</summary>
    /// <example>2027-03-31</example>
    public DateOnly? Tot { get; init; }
}
