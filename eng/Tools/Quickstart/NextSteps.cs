namespace CommonGround.Tools.Quickstart;

/// <summary>What to try next: printed, and as files that an editor can run.</summary>
internal static class NextSteps
{
    private const string Body =
        """
        {
          "onderwerp": "Uitvaart op de Oosterbegraafplaats",
          "gewensteDatum": "2027-03-15",
          "aanvrager": { "burgerservicenummer": "999993653", "naam": "Suzanne Moulin" },
          "toelichting": "Graag een plaats bij de vijver."
        }
        """;

    public static async Task WriteAsync(string folder, int port, string token)
    {
        var api = $"http://localhost:{port}/v1";
        var body = Path.Combine(folder, "aanvraag.json");
        var calls = Path.Combine(folder, "aanvraag.http");
        await File.WriteAllTextAsync(body, Body);
        await File.WriteAllTextAsync(
            calls,
            $"""
            # Run these calls from an editor (Visual Studio, Rider, VS Code with a REST client). The token lives 6 hours,
            # and only as long as the component that the quickstart started.
            @token = {token}

            ### Dien een aanvraag in
            POST {api}/aanvragen
            Authorization: Bearer {"{{token}}"}
            Content-Type: application/json

            {Body}

            ### Toon de aanvragen
            GET {api}/aanvragen
            Authorization: Bearer {"{{token}}"}

            ### Zoek op burgerservicenummer: in de body, nooit in de URL
            POST {api}/aanvragen/_zoek
            Authorization: Bearer {"{{token}}"}
            Content-Type: application/json

            {"{"} "burgerservicenummer": "999993653" {"}"}

            """);

        Console.WriteLine(
            $"""

            {Path.GetFileName(folder)} runs on http://localhost:{port}, from {folder}

            Create an aanvraag (one line; the same in bash, PowerShell and cmd):

            curl -i "{api}/aanvragen" -H "Authorization: Bearer {token}" -H "Content-Type: application/json" -d "@{body}"

            The same call and more, to run from an editor: {calls}
            Documentation to try the API in:               {api}/docs
              (Authorize: paste the token that stands after Bearer above)
            Health and metrics:                            http://localhost:{port + 1}/health/ready and /metrics

            Ctrl-C stops it.

            """);
    }
}
