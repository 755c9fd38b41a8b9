namespace CommonGround.Platform.Tests.Api;

public class BodyTests
{
    [Fact]
    public async Task All_errors_come_in_one_answer()
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("POST", "/v1/meldingen?x=1", """
            {
              "onderwerp": 12, "ingangsdatum": "22-11-2026", "gemeldOp": "2026-11-22T02:30:00", "soort": "anders",
              "melder": { "burgerservicenummer": "999993654" }, "aantal": 11, "bedrag": 1e400, "kenmerk": "x",
              "trefwoorden": ["a", "b", "c", "d"], "getuigen": [{ "naam": "A", "burgerservicenummer": 1 }, null],
              "tellingen": { "a": 1, "b": "2" }, "vreemd": 1, "999993653": 2
            }
            """);

        refused.IsProblem(400);
        Assert.Equal(
            [
                "body  unknown",
                "body /aantal range",
                "body /bedrag format",
                "body /gemeldOp format",
                "body /getuigen/0/burgerservicenummer type",
                "body /getuigen/1 required",
                "body /ingangsdatum format",
                "body /kenmerk pattern",
                "body /melder/burgerservicenummer format",
                "body /melder/naam required",
                "body /onderwerp type",
                "body /soort format",
                "body /tellingen/b type",
                "body /trefwoorden length",
                "body /vreemd unknown",
                "query x unknown",
            ],
            refused.Errors);
        Assert.DoesNotContain("999993653", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("999993654", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "body  required")]
    [InlineData("null", "body  required")]
    [InlineData("[]", "body  type")]
    [InlineData("1", "body  type")]
    [InlineData("{\"onderwerp\":\"\uffff\"}", "body  encoding")]
    [InlineData("{", "body  syntax")]
    [InlineData("{} {}", "body  syntax")]
    [InlineData("{'a':1}", "body  syntax")]
    [InlineData("{/* */}", "body  syntax")]
    public async Task A_body_that_is_no_object_is_refused(string body, string error)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("POST", "/v1/meldingen", body);

        refused.IsProblem(400);
        Assert.Equal([error], refused.Errors);
    }

    [Theory]
    [InlineData("\"aantal\":3", "\"aantal\":3,\"aantal\":4", "body /aantal duplicate")]
    [InlineData("\"aantal\":3", "\"Aantal\":3", "body /Aantal unknown")]
    [InlineData("\"aantal\":3", "\"aantal\":null", "body /aantal required")]
    [InlineData("\"aantal\":3", "\"aantal\":\"3\"", "body /aantal type")]
    [InlineData("\"aantal\":3", "\"aantal\":3.5", "body /aantal format")]
    [InlineData("\"aantal\":3", "\"aantal\":99999999999999999999", "body /aantal format")]
    [InlineData("\"aantal\":3", "\"aantal\":7", "body /aantal rule")]
    [InlineData("\"aantal\":3", "\"trefwoorden\":[null]", "body /trefwoorden/0 required")]
    [InlineData("\"aantal\":3", "\"trefwoorden\":null", "body /trefwoorden required")]
    [InlineData("\"aantal\":3", "\"trefwoorden\":{}", "body /trefwoorden type")]
    [InlineData("\"aantal\":3", "\"toelichting\":\"\\ud800\"", "body /toelichting format")]
    [InlineData("\"aantal\":3", "\"\\ud800\":1", "body  format")]
    [InlineData("\"spoedEisend\"", "1", "body /soort type")]
    [InlineData("\"spoedEisend\"", "\"geheim, spoedEisend\"", "body /soort format")]
    [InlineData("\"Café\"", "\"ab\"", "body /onderwerp length")]
    [InlineData("\"2026-11-22\"", "\"2026-11-22T00:00:00Z\"", "body /ingangsdatum format")]
    [InlineData("\"2026-11-22\"", "\"2026-02-30\"", "body /ingangsdatum format")]
    [InlineData("\"Jansen\"", "\" \"", "body /melder/naam required")]
    public async Task A_member_that_is_not_right_is_named(string valid, string wrong, string error)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid.Replace(valid, wrong, StringComparison.Ordinal));

        refused.IsProblem(400);
        Assert.Equal([error], refused.Errors);
    }

    [Theory]
    [InlineData("2026-11-22", 400)]
    [InlineData("2026-11-22T02:30:00", 400)]
    [InlineData("2026-11-22T02:30Z", 400)]
    [InlineData("2026-11-22t02:30:00z", 400)]
    [InlineData("2026-11-22T02:30:00-00:00", 400)]
    [InlineData("2026-11-22T25:30:00Z", 400)]
    [InlineData("0001-01-01T00:00:00+14:00", 400)]
    [InlineData("9999-12-31T23:59:59-14:00", 400)]
    [InlineData("2026-11-22T02:30:00Z", 201)]
    [InlineData("2026-11-22T02:30:00.123456789-05:30", 201)]
    public async Task A_moment_has_seconds_and_an_offset(string moment, int status)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid.Replace("\"aantal\"", $"\"gemeldOp\":\"{moment}\",\"aantal\"", StringComparison.Ordinal));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_body_may_be_32_deep_and_no_deeper()
    {
        await using var api = await TestApi.StartAsync();
        static string Deep(int depth) => new string('[', depth) + new string(']', depth);

        Assert.Equal(["body  type"], (await api.SendAsync("POST", "/v1/meldingen", Deep(32))).Errors);
        Assert.Equal(["body  depth"], (await api.SendAsync("POST", "/v1/meldingen", Deep(33))).Errors);
        Assert.Equal(["body  depth"], (await api.SendAsync("POST", "/v1/meldingen", new string('[', 100_000))).Errors);
    }

    [Fact]
    public async Task So_many_errors_that_nobody_reads_them_are_cut_off()
    {
        await using var api = await TestApi.StartAsync();
        var members = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":1"));

        var refused = await api.SendAsync("POST", "/v1/meldingen", $"{{{members}}}");

        refused.IsProblem(400);
        Assert.Equal(100, refused.Errors.Count);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length()
    {
        await using var api = await TestApi.StartAsync();
        var large = new string(' ', 256 * 1024) + "{}";

        (await api.SendAsync("POST", "/v1/meldingen", large)).IsProblem(413);
        (await api.SendAsync("POST", "/v1/meldingen", large, headers: "Transfer-Encoding: chunked")).IsProblem(413);
        Assert.Equal(201, (await api.SendAsync("POST", "/v1/meldingen", Melding.Valid.PadRight(256 * 1024 - 10))).Status);
    }

    [Theory]
    [InlineData("application/json", 201)]
    [InlineData("application/json; charset=utf-8", 201)]
    [InlineData("Application/JSON;charset=\"UTF-8\"", 201)]
    [InlineData("application/json; charset=iso-8859-1", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/merge-patch+json", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("json", 415)]
    [InlineData("", 415)]
    public async Task Only_json_in_utf8_is_taken(string contentType, int status)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, contentType);

        Assert.Equal(status, answer.Status);
        if (status == 415)
        {
            answer.IsProblem(415);
        }
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using var api = await TestApi.StartAsync();

        (await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, headers: "Content-Encoding: gzip")).IsProblem(415);
        (await api.SendAsync("POST", "/v1/meldingen", headers: [])).IsProblem(415);
    }
}
