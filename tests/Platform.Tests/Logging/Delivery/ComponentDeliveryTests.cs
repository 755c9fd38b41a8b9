using System.Net;
using System.Text;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>
/// Fault (a) of the published .NET example: with the Logboek unreachable its request succeeds, nothing is said, and the line is lost. Here the
/// request succeeds, the log says it, and the line arrives.
/// </summary>
public sealed class ComponentDeliveryTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_component_answers_while_its_Logboek_is_away_and_delivers_when_it_is_back()
    {
        int port;
        await using (var before = await LogboekCollector.StartAsync())
        {
            port = before.Endpoint.Port;
        }

        await using var component = await EmbeddedComponent.StartAsync(
            _folder, ("Logboek:Endpoint", $"http://127.0.0.1:{port}"), ("Logboek:Gather", "00:00:00.01"), ("Logboek:FirstPause", "00:00:00.01"),
            ("Logboek:LongestPause", "00:00:00.05"));
        await LeaveLineAsync(component, 1);
        await Eventually.TrueAsync(() => component.Log.Lines.Any(line => line.Contains("were not acknowledged by 'logboek'", StringComparison.Ordinal)));

        using (var body = new StringContent(Melding.Valid, Encoding.UTF8, "application/json"))
        {
            Assert.Equal(HttpStatusCode.Created, (await component.Client.PostAsync("/v1/meldingen", body, Cancel)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await component.Client.GetAsync("/v1/meldingen", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await component.Management.GetAsync("/health/ready", Cancel)).StatusCode);
        await LeaveLineAsync(component, 2);

        await using var logboek = await LogboekCollector.StartAsync(port);
        await Eventually.TrueAsync(() => logboek.Written.Any(span => span.Name == "regel 1") && logboek.Written.Any(span => span.Name == "regel 2"));
        Assert.All(logboek.Written, span => Assert.Equal("meldingen", span.Resource["service.name"]));
        Assert.All(logboek.Written, span => Assert.DoesNotContain("999993653", $"{span.Name} {string.Join(' ', span.Attributes)}", StringComparison.Ordinal));
        Assert.Contains("commonground_logboek_failures_total", await component.Management.GetStringAsync("/metrics", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_without_a_Logboek_says_so()
    {
        await using var component = await EmbeddedComponent.StartAsync(_folder);

        Assert.Contains(component.Log.Lines, line => line.StartsWith("Information: The processing lines of every tenant go to no Logboek", StringComparison.Ordinal));
    }

    // As the read of personal data leaves it.
    private static Task LeaveLineAsync(EmbeddedComponent component, int number)
    {
        var tenant = Oin.Parse(TestApp.OwnOin);
        var keys = component.Services.GetRequiredService<ITenantKeys>();
        var line = component.Services.GetRequiredService<LineSeal>().Seal(tenant, DeliveryHost.Line(number), $"{keys.Current}/pseudoniem");
        return component.Services.GetRequiredService<LineCommits>().CommitAsync(tenant, keys.Current, [line], Cancel);
    }
}
