namespace CommonGround.Platform.Tests.Api;

public class CrossOriginTests
{
    private const string Origin = "https://balie.voorbeeld.nl";

    [Fact]
    public async Task A_page_of_a_listed_origin_may_call_and_read_errors_too()
    {
        await using var api = await TestApi.StartAsync(settings: ("Cors:AllowedOrigins:0", Origin));

        var preflight = await api.SendAsync("OPTIONS", "/v1/meldingen", headers: [$"Origin: {Origin}", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: idempotency-key"]);
        var read = await api.SendAsync("GET", "/v1/meldingen?x=1", headers: $"Origin: {Origin}");

        Assert.Equal((204, Origin), (preflight.Status, preflight.Header("Access-Control-Allow-Origin")));
        Assert.Contains("POST", preflight.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", preflight.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        read.IsProblem(400);
        Assert.Equal(Origin, read.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", read.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_not()
    {
        await using var api = await TestApi.StartAsync(settings: ("Cors:AllowedOrigins:0", Origin));

        var preflight = await api.SendAsync("OPTIONS", "/v1/meldingen", headers: ["Origin: https://kwaad.nl", "Access-Control-Request-Method: POST"]);
        var read = await api.SendAsync("GET", "/v1/meldingen", headers: "Origin: https://kwaad.nl");

        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
        Assert.Null(read.Header("Access-Control-Allow-Origin"));
    }
}
