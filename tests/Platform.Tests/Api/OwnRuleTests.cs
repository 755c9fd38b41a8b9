using System.ComponentModel.DataAnnotations;
using CommonGround.Platform.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Api;

/// <summary>Validation attributes that a supplier writes, in the form that the framework's documentation shows.</summary>
public class OwnRuleTests
{
    [Theory]
    [InlineData("""{"van":1,"tot":2}""", 200)]
    [InlineData("""{"van":2,"tot":1}""", 400, "body /tot rule Tot komt niet na Van.")]
    [InlineData("""{"van":2,"tot":2,"code":"x"}""", 400, "body /code rule Code begint niet met A.", "body /tot rule Tot komt niet na Van.")]
    public async Task One_that_takes_a_context_judges_with_its_object_and_its_own_text(string body, int status, params string[] errors)
    {
        await using var api = await TestApi.StartAsync(Map);

        var answer = await api.SendAsync("POST", "/v1/perioden", body);

        Assert.Equal(status, answer.Status);
        Assert.Equal(errors, Told(answer));
    }

    [Fact]
    public async Task It_does_not_judge_an_object_that_cannot_be_read()
    {
        await using var api = await TestApi.StartAsync(Map);

        var answer = await api.SendAsync("POST", "/v1/perioden", """{"van":"x","tot":1}""");

        answer.IsProblem(400);
        Assert.Equal(["body /van type"], answer.Errors);
    }

    [Theory]
    [InlineData("A1", 200)]
    [InlineData("B1", 400, "query code rule Code begint niet met A.")]
    public async Task It_judges_a_query_parameter_too(string code, int status, params string[] errors)
    {
        await using var api = await TestApi.StartAsync(Map);

        var answer = await api.SendAsync("GET", $"/v1/perioden?code={code}");

        Assert.Equal(status, answer.Status);
        Assert.Equal(errors, Told(answer));
    }

    private static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/perioden", (Body<Periode> periode) => Results.Ok(periode.Value));
        api.MapGet("/perioden", ([FromQuery, BeginsWithA] string code) => Results.Ok(code));
    }

    private static IEnumerable<string> Told(Answer answer) => answer.Status == 200 ? [] : answer.Json.GetProperty("errors").EnumerateArray()
        .Select(error => $"{error.GetProperty("in")} {error.GetProperty("location")} {error.GetProperty("code")} {error.GetProperty("detail")}")
        .Order(StringComparer.Ordinal);

    private sealed record Periode
    {
        public required int Van { get; init; }

        [AfterVan]
        public required int Tot { get; init; }

        [BeginsWithA]
        public string? Code { get; init; }
    }

    private sealed class AfterVanAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            ((Periode)validationContext.ObjectInstance).Van < (int)value!
                ? ValidationResult.Success
                : new ValidationResult($"{validationContext.MemberName} komt niet na {nameof(Periode.Van)}.");
    }

    private sealed class BeginsWithAAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            value is null or string { Length: > 0 } and ['A', ..]
                ? ValidationResult.Success
                : new ValidationResult($"{char.ToUpperInvariant(validationContext.MemberName![0])}{validationContext.MemberName[1..]} begint niet met A.");
    }
}
