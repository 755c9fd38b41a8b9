using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>Generated components are built with warnings as errors, tested with their own tests, started and asked over HTTP.</summary>
public sealed class ExecutionTests(Kit kit)
{
    private static readonly string[] s_scopes = ["aanvragen.lezen", "aanvragen.schrijven", "aanvragen.zoeken"];

    [Fact]
    public async Task The_default_builds_passes_its_tests_and_keeps_what_it_answered_when_it_is_killed()
    {
        var component = await kit.GenerateAsync("Begrafenisplanner");
        (await component.BuildAsync()).Succeeded();
        AssertTested(await component.TestAsync());

        var data = kit.NewFolder();
        var created = await CreateAndKillAsync(component, data);

        await using var again = await component.StartAsync(data);
        using var client = await again.ClientAsync(s_scopes);
        Assert.Equal(created, await IdsAsync(await client.GetAsync("/v1/aanvragen?limit=100", TestContext.Current.CancellationToken)));
        Assert.Equal(created, await IdsAsync(await client.PostAsJsonAsync(
            "/v1/aanvragen/_zoek?limit=100", new { burgerservicenummer = "999993653" }, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Without_the_sample_it_builds_passes_its_tests_and_describes_itself()
    {
        var component = await kit.GenerateAsync("Leeg", "--no-sample");
        (await component.BuildAsync()).Succeeded();
        AssertTested(await component.TestAsync());

        await using var running = await component.StartAsync();
        using var client = await running.ClientAsync();
        var description = await client.GetFromJsonAsync<JsonObject>("/v1/openapi.json", TestContext.Current.CancellationToken);

        Assert.Equal("Leeg", (string?)description!["info"]!["title"]);
        Assert.DoesNotContain("aanvragen", description.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The names that go wrong elsewhere: each builds, or is refused below.</summary>
    [Theory]
    [InlineData("zaak-register")]
    [InlineData("1st.Register")]
    [InlineData("gemeente.zaken.2")]
    [InlineData("Café")]
    [InlineData("class")]
    [InlineData("zaak register")]
    [InlineData("System")]
    [InlineData("Aanvraag")]
    [InlineData("Program")]
    [InlineData("Component")]
    [InlineData("CommonGround.Platform")]
    public async Task A_hostile_name_builds_and_starts(string name)
    {
        var component = await kit.GenerateAsync(name);

        // The tests are built for one of them, with a name that is also a type's; NameTests has the other names of types.
        (await (name == "Aanvraag" ? component.BuildAsync() : component.BuildComponentAsync())).Succeeded();

        await using var running = await component.StartAsync();
        using var client = await running.ClientAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_organization_and_an_OIN_of_ones_own_build_and_start()
    {
        var component = await kit.GenerateAsync("Zaak", "--organization", "Jansen & \"Zoon\" <B.V.>", "--oin", "00000099000000007000");
        (await component.BuildComponentAsync()).Succeeded();

        await using var running = await component.StartAsync();
        using var client = await running.ClientAsync();
        var description = await client.GetFromJsonAsync<JsonObject>("/v1/openapi.json", TestContext.Current.CancellationToken);

        Assert.StartsWith("Jansen & 'Zoon'", (string?)description!["info"]!["contact"]!["name"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("申请", "CG0001")]
    [InlineData("---", "CG0001")]
    [InlineData("ZeerlangenaamvaneencomponentdievanallesvoordegemeentebijhoudtZeerlangenaamvaneencomponentdievanallesvoordegemeentebijhoudt", "CG0002")]
    public async Task A_name_that_cannot_work_is_refused_with_what_to_do(string name, string error)
    {
        var component = await kit.GenerateAsync(name);

        (await component.BuildComponentAsync()).Refused($"error {error}:").Refused("Generate the component again");
    }

    [Theory]
    [InlineData("123")]
    [InlineData("0000009900000000100X")]
    public async Task An_OIN_that_is_none_is_refused_with_where_it_stands(string oin)
    {
        var component = await kit.GenerateAsync("Zaak", "--oin", oin);

        (await component.BuildComponentAsync()).Refused("error CG0003:").Refused("appsettings.json");
    }

    [Fact]
    public async Task A_component_published_without_the_embedded_blocks_has_no_trace_of_them()
    {
        var component = await kit.GenerateAsync("Zaak");
        string[] With(string value, string output) =>
            ["publish", Path.Combine("src", "Component"), "-c", "Release", "-o", output, $"-p:Embedded={value}"];
        var (without, with) = (component.PathOf("without"), component.PathOf("with"));

        (await Command.RunAsync(component.Folder, "dotnet", With("true", with))).Succeeded();
        (await Command.RunAsync(component.Folder, "dotnet", With("false", without))).Succeeded();

        // The same two questions with the opposite answer: they are able to find what they look for.
        Assert.Contains(Directory.GetFiles(with, "*", SearchOption.AllDirectories), IsSqlite);
        Assert.True(Mentions(Path.Combine(with, "CommonGround.Platform.dll"), "SqliteStateStore"));
        Assert.DoesNotContain(Directory.GetFiles(without, "*", SearchOption.AllDirectories), IsSqlite);
        Assert.False(Mentions(Path.Combine(without, "CommonGround.Platform.dll"), "SqliteStateStore"));
    }

    [Fact]
    public async Task The_sample_can_be_deleted()
    {
        var component = await kit.GenerateAsync("Zaak");
        string[] folders = [component.PathOf("src/Component/Aanvragen"), component.PathOf("tests/Component.Tests/Aanvragen")];
        Assert.All(folders, folder => Assert.NotEmpty(Directory.GetFiles(folder)));

        Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
        var lines = File.ReadAllLines(component.PathOf("src/Component/Program.cs"));
        var kept = lines.Where(line => !line.Contains("Aanvragen", StringComparison.Ordinal)).ToArray();
        Assert.Equal(lines.Length - 3, kept.Length);
        component.Write("src/Component/Program.cs", string.Join('\n', kept) + '\n');

        (await component.BuildAsync()).Succeeded();
        AssertTested(await component.TestAsync());
    }

    /// <summary>What docs/add-a-resource.md says, to the letter.</summary>
    [Fact]
    public async Task A_second_resource_is_its_folders_copied_two_lines_in_Program_and_its_activities()
    {
        var component = await kit.GenerateAsync("Zaak");
        foreach (var file in component.Files.Where(file => file.Contains("/Aanvragen/", StringComparison.Ordinal)))
        {
            component.Write(Rename(file), Rename(component.Read(file)));
        }

        var program = component.Read("src/Component/Program.cs")
            .Replace("using Zaak.Aanvragen;", "using Zaak.Aanvragen;\nusing Zaak.Reserveringen;", StringComparison.Ordinal)
            .Replace("builder.AddAanvragen();", "builder.AddAanvragen();\nbuilder.AddReserveringen();", StringComparison.Ordinal)
            .Replace("api.MapAanvragen();", "api.MapAanvragen();\napi.MapReserveringen();", StringComparison.Ordinal);
        component.Write("src/Component/Program.cs", program);
        AddActivities(component);
        (await component.BuildAsync()).Succeeded();
        AssertTested(await component.TestAsync());

        await using var running = await component.StartAsync();
        using var client = await running.ClientAsync(s_scopes);
        Assert.StartsWith("/v1/aanvragen/", PathOf(await CreateAsync(client, "/v1/aanvragen")), StringComparison.Ordinal);
        var schemas = (await client.GetFromJsonAsync<JsonObject>("/v1/openapi.json", TestContext.Current.CancellationToken))!["components"]!["schemas"]!.AsObject();
        Assert.All(
            ["AanvraagInvoer", "ReserveringInvoer", "Aanvrager", "Reserveerder", "Zoekvraag", "ReserveringZoekvraag"],
            name => Assert.Contains(name, schemas.Select(schema => schema.Key)));
    }

    /// <summary>Those of the copy stand beside those of the sample, under their new names.</summary>
    private static void AddActivities(Generated component)
    {
        const string File = "src/Component/processing-activities.json";
        var text = JsonNode.Parse(component.Read(File))!;
        var activities = text["activities"]!.AsArray();
        foreach (var sample in activities.Where(activity => ((string)activity!["key"]!).StartsWith("aanvraag-", StringComparison.Ordinal)).ToList())
        {
            activities.Add(JsonNode.Parse(Rename(sample!.ToJsonString())));
        }

        component.Write(File, text.ToJsonString());
    }

    /// <summary>Many writers at once; the process is ended right after the last answer, with entries that no index has yet.</summary>
    /// <returns>The ids that were answered with 201, in order.</returns>
    private static async Task<string[]> CreateAndKillAsync(Generated component, string data)
    {
        await using var running = await component.StartAsync(data);
        using var client = await running.ClientAsync(s_scopes);
        var locations = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CreateAsync(client, "/v1/aanvragen")));
        return [.. locations.Select(location => PathOf(location).Split('/')[^1]).Order(StringComparer.Ordinal)];
    }

    private static async Task<string[]> IdsAsync(HttpResponseMessage page)
    {
        using (page)
        {
            var items = await page.Content.ReadFromJsonAsync<JsonArray>(TestContext.Current.CancellationToken);
            return [.. items!.Select(item => (string)item!["id"]!)];
        }
    }

    // The fields keep their names, so that the copied tests say the same.
    private static string Rename(string text) =>
        text.Replace("aanvragen", "reserveringen", StringComparison.Ordinal).Replace("Aanvragen", "Reserveringen", StringComparison.Ordinal)
            .Replace("Zoekvraag", "ReserveringZoekvraag", StringComparison.Ordinal)
            .Replace("record Aanvrager", "record Reserveerder", StringComparison.Ordinal)
            .Replace("required Aanvrager Aanvrager", "required Reserveerder Aanvrager", StringComparison.Ordinal)
            .Replace("Aanvrager.cs", "Reserveerder.cs", StringComparison.Ordinal)
            .Replace("Aanvraag", "Reservering", StringComparison.Ordinal).Replace("aanvraag", "reservering", StringComparison.Ordinal);

    private static void AssertTested(CommandResult tests) =>
        Assert.Matches(@"Passed! +- Failed: +0, Passed: +[1-9]", tests.Succeeded().Output);

    private static async Task<Uri> CreateAsync(HttpClient client, string path)
    {
        var aanvraag = new
        {
            onderwerp = "Uitvaart",
            gewensteDatum = "2027-03-15",
            aanvrager = new { burgerservicenummer = "999993653", naam = "Suzanne Moulin" },
        };
        using var answer = await client.PostAsJsonAsync(path, aanvraag, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.Location!;
    }

    private static string PathOf(Uri location) => location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString;

    private static bool IsSqlite(string file) => Path.GetFileName(file).Contains("sqlite", StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(string assembly, string type) =>
        System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(assembly)).Contains(type, StringComparison.Ordinal);
}
