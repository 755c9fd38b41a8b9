using CommonGround.Platform.Events;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A <c>processing-activities.json</c> that cannot be used is refused at start: what is wrong, where, what to do (LDV-18).</summary>
public sealed class ProcessingActivityFileTests : IDisposable
{
    private const string Uri = "https://register.example.nl/verwerkingsactiviteiten/aanvraag-behandelen/versies/1";
    private const string Good = $$"""{ "key": "aanvraag-behandelen", "uri": "{{Uri}}", "name": "Aanvragen behandelen", "description": "Wat daarvoor nodig is." }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("activities-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "processing-activities.json");

    public static TheoryData<string, string[]> Unusable => new()
    {
        { "", ["not well-formed JSON"] },
        { "{ \"activities\": [", ["not well-formed JSON"] },
        { "{ \"activities\": [], \"activities\": [] }", ["not well-formed JSON", "activities"] },
        { With(Good.Replace("\"name\"", "\"key\"", StringComparison.Ordinal)), ["not well-formed JSON", "key"] },
        { With(Good.Replace("Wat daarvoor", "\\ud800", StringComparison.Ordinal)), ["not well-formed JSON"] },
        { "[]", ["has no list 'activities'"] },
        { "{}", ["has no list 'activities'"] },
        { "{ \"activities\": {} }", ["has no list 'activities'"] },
        { "{ \"activiteiten\": [] }", ["has no list 'activities'"] },
        { "{ \"activities\": [], \"versie\": 1 }", ["'versie'", "activities"] },
        { With("null"), ["activities[0] is no object"] },
        { With(Good, "5"), ["activities[1] is no object"] },
        { With(Good.Replace("\"uri\"", "\"url\"", StringComparison.Ordinal)), ["activities[0].uri is empty or no text", "activities[0] has 'url'", "key, uri, name and description"] },
        { With(Good.Replace("\"Aanvragen behandelen\"", "null", StringComparison.Ordinal)), ["activities[0].name is empty or no text"] },
        { With(Good.Replace("Wat daarvoor nodig is.", "  ", StringComparison.Ordinal)), ["activities[0].description is empty or no text"] },
        { With(Good.Replace("Wat daarvoor nodig is.", new string('x', 1001), StringComparison.Ordinal)), ["activities[0].description is longer than 1000 characters"] },
        { With(Good.Replace("aanvraag-behandelen\", \"uri", "Aanvraag Behandelen\", \"uri", StringComparison.Ordinal)), ["activities[0].key is 'Aanvraag Behandelen'", "lower-case"] },
        { With(Good.Replace("/versies/1", "", StringComparison.Ordinal)), ["activities[0].uri is", "ends on that version", "LDV-18"] },
        { With(Good.Replace("/versies/1", "/versies/", StringComparison.Ordinal)), ["ends on that version"] },
        { With(Good.Replace(Uri, "/versies/1", StringComparison.Ordinal)), ["absolute URI"] },
        { With(Good.Replace("https:", "http:", StringComparison.Ordinal)), ["activities[0].uri is 'http:", "https or urn"] },
        { With(Good.Replace("https:", "file:", StringComparison.Ordinal)), ["https or urn"] },
        { With(Good, Good), ["The key 'aanvraag-behandelen' is there 2 times"] },
        { With(Good.Replace("/versies/1", "", StringComparison.Ordinal), "{}"), ["activities[0].uri", "activities[1].key", "activities[1].uri", "activities[1].name", "activities[1].description"] },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void One_that_cannot_be_used_says_all_that_is_wrong(string content, string[] says)
    {
        File.WriteAllText(Path, content);

        var refusal = Assert.Throws<StartupRefusedException>(Read).Message;

        Assert.All([Path, .. says], text => Assert.Contains(text, refusal, StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_is_not_there_says_where_it_belongs() => AssertUnreadable();

    [Fact]
    public void A_folder_in_its_place_is_no_file()
    {
        Directory.CreateDirectory(Path);

        AssertUnreadable();
    }

    [Theory]
    [InlineData("https://register.example.nl/activiteiten/a/versies/12")]
    [InlineData("https://register.example.nl/activiteiten/a/v1.2.3")]
    [InlineData("https://register.example.nl/activiteiten/a/version/2/")]
    [InlineData("urn:example:activiteit:a:v1")]
    public void One_that_is_as_it_should_be_is_read_also_with_comments_and_a_byte_order_mark(string uri)
    {
        File.WriteAllText(Path, $"// van Windows\n{With(Good.Replace(Uri, uri, StringComparison.Ordinal))}", new System.Text.UTF8Encoding(true));

        Assert.Equal(uri, Assert.Single(Read().All).Uri.OriginalString);
    }

    [Fact]
    public async Task An_endpoint_that_names_another_activity_is_refused_at_start()
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => LoggedComponent.StartAsync(
            api => api.MapGet("/zomaar", () => Results.NoContent()).Processes("bestaat-niet").AllowAnonymous()));

        Assert.Contains("/v1/zomaar", refusal.Message, StringComparison.Ordinal);
        AssertUnknown(refusal.Message);
    }

    [Fact]
    public async Task So_is_a_subscription()
    {
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => LoggedComponent.StartAsync(api => api.Subscribe<Dossier>(
            "zaken", "nl.voorbeeld.zaak.afgesloten.v1", (_, _, _) => Task.FromResult(EventAnswer.Success), EventTenant.OfSource, WhichEvents.Every, "bestaat-niet")));

        Assert.Contains("nl.voorbeeld.zaak.afgesloten.v1", refusal.Message, StringComparison.Ordinal);
        AssertUnknown(refusal.Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string With(params string[] activities) => $"{{ \"activities\": [{string.Join(", ", activities)}] }}";

    private static void AssertUnknown(string refusal)
    {
        Assert.Contains("'bestaat-niet', which is not in ", refusal, StringComparison.Ordinal);
        Assert.Contains(DossiersApi.Activity, refusal, StringComparison.Ordinal);
    }

    private void AssertUnreadable()
    {
        var refusal = Assert.Throws<StartupRefusedException>(Read).Message;
        Assert.Contains($"{Path} cannot be read", refusal, StringComparison.Ordinal);
        Assert.Contains("src/Component/processing-activities.json is copied to the output", refusal, StringComparison.Ordinal);
    }

    private ProcessingActivities Read() => new(new ProcessingOptions { ActivitiesFile = Path });
}
