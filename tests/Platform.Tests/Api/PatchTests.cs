namespace CommonGround.Platform.Tests.Api;

public class PatchTests
{
    private const string MergePatch = "application/merge-patch+json";

    [Fact]
    public async Task A_patch_changes_what_it_names_and_null_takes_away()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync(Melding.Valid.Replace("\"aantal\"", "\"toelichting\":\"oud\",\"aantal\"", StringComparison.Ordinal))).Header("Location")!;

        var patched = await api.SendAsync("PATCH", location, """{"onderwerp":"Nieuw","toelichting":null,"melder":{"burgerservicenummer":"999990342"}}""", MergePatch, "If-Match: \"1\"");

        Assert.Equal((200, "\"2-1.0.0\""), (patched.Status, patched.Header("ETag")));
        Assert.Equal("Nieuw", patched.Json.GetProperty("onderwerp").GetString());
        Assert.Equal("999990342", patched.Json.GetProperty("burgerservicenummer").GetString());
        Assert.Equal("2026-11-22", patched.Json.GetProperty("ingangsdatum").GetString());
        Assert.False(patched.Json.TryGetProperty("toelichting", out _));
    }

    [Theory]
    [InlineData("""{"onbekend":null,"aantal":"3","melder":{"burgerservicenummer":"123","x":1},"kenmerk":"aa"}""", "body /aantal type", "body /kenmerk pattern", "body /melder/burgerservicenummer format", "body /melder/x unknown", "body /onbekend unknown")]
    [InlineData("""{"onderwerp":null}""", "body /onderwerp required")]
    [InlineData("""{"aantal":9}""", "body /aantal rule")]
    [InlineData("""{"getuigen":[{}]}""", "body /getuigen/0/burgerservicenummer required", "body /getuigen/0/naam required")]
    [InlineData("[]", "body  type")]
    [InlineData("null", "body  type")]
    public async Task What_a_patch_results_in_is_validated_like_a_put(string patch, params string[] errors)
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        var refused = await api.SendAsync("PATCH", location, patch, MergePatch, "If-Match: \"1\"");

        refused.IsProblem(400);
        Assert.Equal(errors, refused.Errors);
    }

    [Fact]
    public async Task Another_media_type_is_refused_with_the_one_that_is_taken()
    {
        await using var api = await TestApi.StartAsync();
        var location = (await api.CreateAsync()).Header("Location")!;

        var refused = await api.SendAsync("PATCH", location, "{}", "application/json", "If-Match: \"1\"");

        refused.IsProblem(415);
        Assert.Equal(MergePatch, refused.Header("Accept-Patch"));
    }
}
