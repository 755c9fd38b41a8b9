using System.Text.Json.Nodes;

namespace Voorbeeld.Component.Tests.Fixture;

internal static class AnswerExtensions
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage answer) =>
        (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>A page of a list or a search.</summary>
    public static async Task<JsonArray> PageAsync(this HttpResponseMessage answer) =>
        (JsonArray)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The problem details, checked on what each of them must have (ADR-17).</summary>
    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        return problem;
    }
}
