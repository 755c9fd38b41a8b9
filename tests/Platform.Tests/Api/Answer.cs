using System.Text.Json;

namespace CommonGround.Platform.Tests.Api;

/// <summary>An answer that was read to its end.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The errors as <c>in location code</c>, in the order of the text.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Json.GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("in")} {error.GetProperty("location")} {error.GetProperty("code")}")
            .Order(StringComparer.Ordinal)];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Problem details with the standard headers and without anything internal (ADR-07, ADR-17, ADR-26, ADR-32).</summary>
    public void IsProblem(int status)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", Header("Content-Type"));
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("Exception", Body, StringComparison.Ordinal);
        HasStandardHeaders();
    }

    public void HasStandardHeaders()
    {
        Assert.Equal("1.0.0", Header("API-Version"));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.StartsWith("max-age=31536000", Header("Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Null(Header("Server"));
    }
}
