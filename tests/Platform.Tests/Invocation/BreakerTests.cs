using CommonGround.Platform.Invocation;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>When the breaker opens and closes, and what it counts.</summary>
public sealed class BreakerTests
{
    private static readonly (string, string)[] s_settings = [("Retries", "0"), ("BreakerTries", "4"), ("BreakerPause", "00:00:05")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Failures_open_it_and_a_trial_that_succeeds_closes_it(int status)
    {
        var time = new ManualTime();
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = status == 0 ? CalledServer.CutAsync : CalledServer.Status(status);
        await using var app = await CallerApp.StartAsync(server, time, s_settings);
        await CallAsync(app, 4);

        var open = await Assert.ThrowsAsync<CallFailedException>(() => app.Client().GetAsync("/", Cancel));
        Assert.Contains("'zaakregister' is not asked for up to 00:00:05", open.Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Received.Count);

        time.Pass(TimeSpan.FromSeconds(6));
        server.Otherwise = CalledServer.Status(200);
        await CallAsync(app, 5);
        Assert.Equal(9, server.Received.Count);
        Assert.Contains(app.Log.Lines, line => line.Contains("Calls to zaakregister succeed again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(429)]
    public async Task A_component_that_refuses_is_at_work(int status)
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.Status(status);
        await using var app = await CallerApp.StartAsync(server, null, s_settings);

        await CallAsync(app, 20);

        Assert.Equal(20, server.Received.Count);
    }

    [Fact]
    public async Task Another_client_has_a_breaker_of_its_own()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/kapot" ? 500 : 200;
            return Task.CompletedTask;
        };
        await using var app = await CallerApp.StartAsync(
            server,
            builder =>
            {
                builder.AddComponentClient("zaakregister");
                builder.AddComponentClient("klantregister");
            },
            null, null, [.. s_settings.Select(setting => ($"Calls:zaakregister:{setting.Item1}", setting.Item2))]);
        await CallAsync(app, 4, "/kapot");

        await Assert.ThrowsAsync<CallFailedException>(() => app.Client().GetAsync("/", Cancel));
        using var answer = await app.Client("klantregister").GetAsync("/", Cancel);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task CallAsync(CallerApp app, int times, string path = "/")
    {
        for (var call = 0; call < times; call++)
        {
            try
            {
                using var answer = await app.Client().GetAsync(path, Cancel);
            }
            catch (HttpRequestException cut) when (cut is not CallFailedException)
            {
                // It counts, which is what this is for.
            }
        }
    }
}
