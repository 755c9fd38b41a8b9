namespace CommonGround.Platform.OpenApi;

/// <summary>What an error status means to whoever reads the document.</summary>
internal static class ProblemMeaning
{
    public static string Of(int status) => status switch
    {
        400 => "De invoer is ongeldig. Onder `errors` staat alles wat er niet klopt.",
        401 => "Een geldig toegangstoken ontbreekt.",
        403 => "Het toegangstoken geeft geen recht op deze bewerking.",
        404 => "De resource bestaat niet.",
        405 => "Deze methode wordt hier niet ondersteund.",
        406 => "De header Accept sluit elke vorm uit die er is.",
        409 => "Het verzoek is in strijd met de toestand van de resource.",
        412 => "De resource heeft een andere versie dan de voorwaarde noemt.",
        413 => "De inhoud van het verzoek is groter dan is toegestaan.",
        415 => "Het mediatype van het verzoek wordt niet ondersteund.",
        428 => "De header If-Match ontbreekt.",
        429 => "Er komen te veel verzoeken van deze client.",
        503 => "De API kan het verzoek nu niet uitvoeren.",
        >= 500 => "Er ging iets mis in de API.",
        _ => "Het verzoek kan niet worden uitgevoerd.",
    };

    public static string TitleOf(int status) => status switch
    {
        401 => "Niet geauthenticeerd",
        403 => "Geen toegang",
        404 => "Niet gevonden",
        405 => "Methode niet toegestaan",
        406 => "Antwoordvorm niet beschikbaar",
        409 => "Conflict",
        412 => "Voorwaarde niet vervuld",
        413 => "Verzoek te groot",
        415 => "Mediatype niet ondersteund",
        428 => "Voorwaarde ontbreekt",
        429 => "Te veel verzoeken",
        503 => "Tijdelijk niet beschikbaar",
        >= 500 => "Interne fout",
        _ => "Ongeldig verzoek",
    };
}
