using System.Net;
using System.Reflection;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests;

/// <summary>What the component answers to anyone, whatever resources it has.</summary>
public sealed class StartTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private static readonly string s_version =
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

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
        Assert.Equal(s_version, answer.Headers.GetValues("API-Version").Single());
    }

    /// <summary>ADR-25 and ADR-29: a semantic version, and the changelog says what is in it.</summary>
    [Fact]
    public void Its_version_is_described_in_the_changelog()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", s_version);

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CHANGELOG.md")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from a build in the component's folder, which has CHANGELOG.md.");
        }

        Assert.Contains($"## [{s_version}]", File.ReadAllText(Path.Combine(folder.FullName, "CHANGELOG.md")), StringComparison.Ordinal);
    }
}
