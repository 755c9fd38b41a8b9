using System.Net;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Names that a supplier gives: those of an endpoint and of a job.</summary>
public sealed class HugeNameTests : HugeInput
{
    private static readonly string?[] s_names =
        [null, "", "  ", "\n\t", "\ud83d", "a\0b\u2028", Huge, "a" + string.Concat(Enumerable.Repeat("😀", 1_000_000))];

    [Fact]
    public async Task The_summary_of_an_endpoint()
    {
        await using var component = await LoggedComponent.StartAsync(api =>
        {
            foreach (var (index, name) in s_names.Index())
            {
                api.MapGet($"/zomaar/{index}", () => Results.NoContent()).WithSummary(name!).Processes(DossiersApi.Activity).RequireScope("lezen");
            }
        });

        for (var index = 0; index < s_names.Length; index++)
        {
            using var answer = await component.GetAsync($"/v1/zomaar/{index}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        var lines = await component.LinesAsync();
        Assert.Equal(s_names.Length, lines.Count);
        Assert.All(lines, line => Assert.NotEqual("", line.Line.Name.Trim()));
        await AssertBoundedAsync(component, 2 * s_names.Length);
    }

    [Fact]
    public async Task The_name_of_a_job_that_ends_well_or_fails()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        foreach (var name in s_names)
        {
            Assert.Equal(1, await RunAsync(component, name, _ => Task.FromResult(1)));
            await Assert.ThrowsAsync<FormatException>(() => RunAsync(component, name, _ => throw new FormatException(Huge)));
        }

        var lines = await component.LinesAsync();
        Assert.Equal(2 * s_names.Length, lines.Count);
        Assert.All(lines.Index(), line => Assert.Equal(line.Index % 2 == 0 ? "Ok" : "Error", line.Item.Line.Status));
        Assert.All(lines, line => Assert.NotEqual("", line.Line.Name.Trim()));
        await AssertBoundedAsync(component, 2 * s_names.Length);
    }

    [Fact]
    public async Task The_name_of_a_job_that_fails_and_cannot_be_logged()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        component.Store.OnTransact = _ => Fault.NotLanded;

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(component, Huge, _ => throw new TimeoutException("kort")));

        Assert.Contains(component.Log.Lines, line => line.Contains("The job 'xxx", StringComparison.Ordinal));
        Assert.All(component.Log.Lines, line => Assert.InRange(line.Length, 0, LongestLine));
    }

    private static Task<int> RunAsync(LoggedComponent component, string? name, Func<CancellationToken, Task<int>> job) =>
        component.App.Services.GetRequiredService<Platform.Logging.IProcessing>().RunAsync(LoggedComponent.Tenant, DossiersApi.Activity, name!, job, Cancel);
}
