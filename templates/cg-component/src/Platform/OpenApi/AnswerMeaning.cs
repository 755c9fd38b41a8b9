using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>Says in Dutch what a status means, where the endpoint says nothing of its own (ADR-22).</summary>
internal static class AnswerMeaning
{
    public static void Translate(OpenApiResponses responses)
    {
        foreach (var (key, response) in responses)
        {
            if (int.TryParse(key, CultureInfo.InvariantCulture, out var status)
                && (string.IsNullOrEmpty(response.Description) || response.Description == ReasonPhrases.GetReasonPhrase(status)))
            {
                response.Description = Of(status);
            }
        }
    }

    private static string Of(int status) => status switch
    {
        200 => "Gelukt.",
        201 => "Aangemaakt. De header `Location` noemt het adres.",
        202 => "Aangenomen. De uitvoering volgt.",
        204 => "Gelukt. Er is geen inhoud.",
        304 => "Niet gewijzigd sinds de versie die `If-None-Match` noemt.",
        >= 400 => ProblemTexts.Of(status).Detail,
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}
