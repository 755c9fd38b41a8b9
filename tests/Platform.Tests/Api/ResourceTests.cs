namespace CommonGround.Platform.Tests.Api;

public class ResourceTests
{
    [Fact]
    public async Task A_created_resource_has_a_location_and_a_version()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.CreateAsync();

        Assert.Equal("\"1-1.0.0\"", created.Header("ETag"));
        Assert.Equal($"/v1/meldingen/{created.Json.GetProperty("id")}", created.Header("Location"));
        Assert.Equal("application/json", created.Header("Content-Type"));
        created.HasStandardHeaders();
        var read = await api.SendAsync("GET", created.Header("Location")!);
        Assert.Equal((200, "\"1-1.0.0\"", created.Body), (read.Status, read.Header("ETag"), read.Body));
    }

    [Fact]
    public async Task Answers_are_plain_utf8_with_utc_times_and_camel_case_enums()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.CreateAsync(Melding.Valid.Replace("\"aantal\"", "\"gemeldOp\":\"2026-11-22T02:30:00.5+02:00\",\"aantal\"", StringComparison.Ordinal));

        Assert.Contains("\"onderwerp\":\"Café\"", created.Body, StringComparison.Ordinal);
        Assert.Contains("\"gemeldOp\":\"2026-11-22T00:30:00.5Z\"", created.Body, StringComparison.Ordinal);
        Assert.Contains("\"soort\":\"spoedEisend\"", created.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("toelichting", created.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1-1.0.0\"")]
    [InlineData("W/\"1-1.0.0\"")]
    [InlineData("\"7-1.0.0\", \"1-1.0.0\"")]
    [InlineData("*")]
    public async Task A_version_that_the_caller_has_is_not_sent_again(string ifNoneMatch)
    {
        await using var api = await TestApi.StartAsync();
        var created = await api.CreateAsync();

        var read = await api.SendAsync("GET", created.Header("Location")!, headers: $"If-None-Match: {ifNoneMatch}");

        Assert.Equal((304, "\"1-1.0.0\"", ""), (read.Status, read.Header("ETag"), read.Body));
        read.HasStandardHeaders();
    }

    [Fact]
    public async Task A_release_makes_another_representation_of_the_same_version()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        Assert.Equal(200, (await api.SendAsync("GET", location, headers: "If-None-Match: \"1-0.9.0\"")).Status);
        Assert.Equal(200, (await api.SendAsync("GET", location, headers: "If-None-Match: \"1\"")).Status);
        (await api.SendAsync("PUT", location, Melding.Valid, headers: "If-Match: \"x-1.0.0\"")).IsProblem(412);
        Assert.Equal(200, (await api.SendAsync("PUT", location, Melding.Valid, headers: "If-Match: \"1-0.9.0\"")).Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_names_the_version_that_it_changes(string method)
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;
        var body = method == "PUT" ? Melding.Valid : null;

        (await api.SendAsync(method, location, body)).IsProblem(428);
        (await api.SendAsync(method, location, body, headers: "If-Match: \"2\"")).IsProblem(412);
        (await api.SendAsync(method, location, body, headers: "If-Match: W/\"1-1.0.0\"")).IsProblem(412);
        (await api.SendAsync(method, location, body, headers: ["If-Match: \"1\"", "If-None-Match: *"])).IsProblem(412);
        var malformed = await api.SendAsync(method, location, body, headers: "If-Match: 1");
        malformed.IsProblem(400);
        Assert.Equal(["header If-Match format"], malformed.Errors);
        (await api.SendAsync(method, $"/v1/meldingen/{Guid.NewGuid()}", body, headers: "If-Match: *")).IsProblem(404);
    }

    [Fact]
    public async Task A_replacement_gives_the_next_version()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        var replaced = await api.SendAsync("PUT", location, Melding.Valid.Replace("Café", "Kroeg", StringComparison.Ordinal), headers: "If-Match: \"1\"");

        Assert.Equal((200, "\"2-1.0.0\"", "Kroeg"), (replaced.Status, replaced.Header("ETag"), replaced.Json.GetProperty("onderwerp").GetString()));
        Assert.Equal(200, (await api.SendAsync("PUT", location, Melding.Valid, headers: "If-Match: *")).Status);
    }

    [Fact]
    public async Task Of_two_writers_with_one_version_one_wins()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.SendAsync("PUT", location, Melding.Valid, headers: "If-Match: \"1\"")));

        Assert.Equal([200, .. Enumerable.Repeat(412, 7)], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_deleted_resource_is_gone()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        var deleted = await api.SendAsync("DELETE", location, headers: "If-Match: \"1\"");

        Assert.Equal((204, ""), (deleted.Status, deleted.Body));
        deleted.HasStandardHeaders();
        (await api.SendAsync("GET", location)).IsProblem(404);
    }

    [Fact]
    public async Task A_rule_of_the_domain_refuses_with_its_own_words()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;
        var invalid = await api.SendAsync("PUT", location, Melding.Valid.Replace("Café", "ongeldig", StringComparison.Ordinal), headers: "If-Match: *");
        await api.SendAsync("PUT", location, Melding.Valid.Replace("Café", "afgehandeld", StringComparison.Ordinal), headers: "If-Match: *");

        var conflict = await api.SendAsync("PUT", location, Melding.Valid, headers: "If-Match: *");

        conflict.IsProblem(409);
        Assert.Equal("Een afgehandelde melding kan niet meer worden gewijzigd.", conflict.Json.GetProperty("detail").GetString());
        invalid.IsProblem(400);
        Assert.Equal(["body /onderwerp onderwerp-bestaat"], invalid.Errors);
        Assert.Empty(api.Log.Errors);
    }

    [Fact]
    public async Task A_search_takes_the_number_from_the_body()
    {
        await using var api = await TestApi.StartAsync();
        await api.CreateAsync();
        await api.CreateAsync(Melding.Valid.Replace("999993653", "999990342", StringComparison.Ordinal));

        var found = await api.SendAsync("POST", "/v1/meldingen/_zoek", """{"burgerservicenummer":"999990342"}""");

        Assert.Equal("999990342", Assert.Single(found.Json.EnumerateArray()).GetProperty("burgerservicenummer").GetString());
    }
}
