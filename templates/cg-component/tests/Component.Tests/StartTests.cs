using System.Net;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests;

/// <summary>What the component answers to anyone, whatever resources it has.</summary>
public sealed class StartTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    [Fact]
    public async Task It_is_healthy()
    {
        using var answer = await component.Anonymous().GetAsync("/healthz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task It_describes_itself()
    {
        using var answer = await component.Anonymous().GetAsync("/v1/openapi.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("3.0", (string?)(await answer.JsonAsync())["openapi"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_with_a_version()
    {
        using var answer = await component.Client().GetAsync("/v1/onbekend", TestContext.Current.CancellationToken);

        await answer.ProblemAsync(404);
        Assert.Equal("1.0.0", answer.Headers.GetValues("API-Version").Single());
    }
}
