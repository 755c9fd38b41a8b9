using CommonGround.Platform.Api;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Logging;

internal sealed record Dossier
{
    public required string Naam { get; init; }

    public Bsn? Hoofdpersoon { get; init; }

    public IReadOnlyList<Betrokkene> Betrokkenen { get; init; } = [];

    public Dossier Verander(Dossier nieuw) =>
        Naam != nieuw.Naam && nieuw.Naam == "gesloten" ? throw new ConflictException("Dit dossier is gesloten.") : nieuw;
}

internal sealed record Betrokkene(Bsn Bsn);
