using CommonGround.Platform.Api;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.Api;

/// <summary>The stored type of the test resource, and a body that is valid for it.</summary>
internal sealed record Melding(MeldingInvoer Invoer, bool Afgehandeld)
{
    public const string Valid = """
        {"onderwerp":"Café","ingangsdatum":"2026-11-22","soort":"spoedEisend","melder":{"naam":"Jansen","burgerservicenummer":"999993653"},"aantal":3}
        """;

    public Melding Wijzig(MeldingInvoer invoer) =>
        Afgehandeld ? throw new ConflictException("Een afgehandelde melding kan niet meer worden gewijzigd.")
        : invoer.Onderwerp == "ongeldig" ? throw new InvalidInputException("/onderwerp", "onderwerp-bestaat", "Dit onderwerp bestaat niet.")
        : this with { Invoer = invoer, Afgehandeld = invoer.Onderwerp == "afgehandeld" };
}

internal enum Soort
{
    Gewoon,
    SpoedEisend,
    Geheim,
}

internal sealed record MeldingWeergave(Guid Id, string Onderwerp, DateOnly Ingangsdatum, DateTimeOffset? GemeldOp, Soort Soort, Bsn Burgerservicenummer, string? Toelichting)
{
    public static MeldingWeergave Van(Document<Melding> melding)
    {
        var invoer = melding.Data.Invoer;
        return new(melding.Id, invoer.Onderwerp, invoer.Ingangsdatum, invoer.GemeldOp, invoer.Soort, invoer.Melder.Burgerservicenummer, invoer.Toelichting);
    }
}

internal sealed record Zoekvraag(Bsn Burgerservicenummer);
