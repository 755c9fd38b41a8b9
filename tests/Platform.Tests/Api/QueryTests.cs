using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Api;

public class QueryTests
{
    [Theory]
    [InlineData("")]
    [InlineData("&soort=spoedEisend")]
    [InlineData("&dag=2026-11-22&open=true")]
    [InlineData("&tags=a&tags=b")]
    [InlineData("&na=2026-11-22T02:30:00%2B02:00")]
    [InlineData("&na=2026-11-22T02:30:00Z")]
    [InlineData("&bedrag=12.50")]
    [InlineData("&id=0198C5A2-6b1e-7c3d-9f41-2a6d1c0e5b77&aantal=3")]
    public async Task What_an_endpoint_declares_is_taken(string query)
    {
        await using var api = await TestApi.StartAsync(Map);

        var answer = await api.SendAsync("GET", $"/v1/filter?naam=x{query}");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("dag=2026-11-22", "query naam required")]
    [InlineData("naam=x&soort=SpoedEisend", "query soort rule")]
    [InlineData("naam=x&dag=22-11-2026", "query dag format")]
    [InlineData("naam=x&open=True", "query open format")]
    [InlineData("naam=x&na=2026-11-22T02:30:00", "query na format")]
    [InlineData("naam=x&bedrag=1e999", "query bedrag format")]
    [InlineData("naam=x&bedrag=%221%22", "query bedrag format")]
    [InlineData("naam=x&id=1", "query id format")]
    [InlineData("naam=x&aantal=11", "query aantal range")]
    [InlineData("naam=x&aantal=%201", "query aantal format")]
    [InlineData("naam=x&Tags=a", "query Tags unknown")]
    [InlineData("naam=x&aantal=a&dag=b", "query aantal format", "query dag format")]
    public async Task A_value_has_one_form(string query, params string[] errors)
    {
        await using var api = await TestApi.StartAsync(Map);

        var refused = await api.SendAsync("GET", $"/v1/filter?{query}");

        refused.IsProblem(400);
        Assert.Equal(errors, refused.Errors);
    }

    [Fact]
    public async Task A_parameter_that_no_value_could_fit_stops_the_start_and_says_what_to_do()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TestApi.StartAsync(routes => routes.MapGet("/soorten", (Soort? soort) => Results.Ok())));

        Assert.Contains("The query parameter 'soort' is an enum", failure.Message, StringComparison.Ordinal);
    }

    private static void Map(IEndpointRouteBuilder api) => api.MapGet(
        "/filter",
        ([AsParameters] Filter filter, string naam, bool? open, string[] tags, DateTimeOffset? na, decimal? bedrag, Guid? id) => Results.Ok());

    private sealed record Filter(
        [FromQuery(Name = "soort"), AllowedValues("gewoon", "spoedEisend", null)] string? Soort,
        [FromQuery(Name = "dag")] DateOnly? Dag,
        [FromQuery(Name = "aantal"), Range(1, 10)] int? Aantal);
}
