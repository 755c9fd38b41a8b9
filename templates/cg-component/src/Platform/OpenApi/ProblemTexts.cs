namespace CommonGround.Platform.OpenApi;

/// <summary>What a status means to a caller, in Dutch, where nothing more is known than the status (ADR-17).</summary>
internal static class ProblemTexts
{
    public static (string Title, string Detail) Of(int status) => status switch
    {
        401 => ("Niet geauthenticeerd", "Een geldig toegangstoken ontbreekt. Stuur het mee in de header Authorization."),
        403 => ("Geen toegang", "Het toegangstoken geeft geen recht op deze bewerking."),
        404 => ("Niet gevonden", "Op dit adres is niets te vinden. Paden zijn hoofdlettergevoelig en eindigen niet op een schuine streep."),
        405 => ("Methode niet toegestaan", "Deze methode wordt hier niet ondersteund. De header Allow noemt de methoden die dat wel zijn."),
        406 => ("Antwoordvorm niet beschikbaar", "De header Accept sluit application/json uit; een andere vorm is er niet."),
        408 => ("Verzoek niet op tijd ontvangen", "Het verzoek kwam te langzaam binnen."),
        409 => ("Conflict", "Het verzoek is in strijd met de toestand van de resource."),
        412 => ("Voorwaarde niet vervuld", "De resource heeft een andere versie dan de voorwaarde noemt. Vraag haar opnieuw op."),
        413 => ("Verzoek te groot", "De inhoud van het verzoek is groter dan is toegestaan."),
        414 => ("Adres te lang", "Het adres van het verzoek is langer dan is toegestaan."),
        415 => ("Mediatype niet ondersteund", "Stuur JSON in UTF-8, zonder compressie, met de Content-Type die de beschrijving van de API noemt."),
        428 => ("Voorwaarde ontbreekt", "Stuur de header If-Match mee, met de ETag van de versie die u wijzigt."),
        429 => ("Te veel verzoeken", "Er komen te veel verzoeken van deze client. De header Retry-After noemt de wachttijd."),
        431 => ("Headers te groot", "De headers van het verzoek zijn groter dan is toegestaan."),
        503 => ("Tijdelijk niet beschikbaar", "De API kan het verzoek nu niet uitvoeren. Er is niets gewijzigd. Probeer het later opnieuw."),
        >= 500 => ("Interne fout", "Er ging iets mis in de API. Het verzoek is mogelijk niet uitgevoerd."),
        _ => ("Ongeldig verzoek", "Het verzoek is niet te lezen of voldoet niet aan de beschrijving van de API."),
    };
}
