using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Embedded.Broker;
using CommonGround.Platform.Tests.Embedded.Calls;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.BuildingBlocks;

/// <summary>
/// Runs the tests, as the entry point that xunit generates does; or, started by a test, a process of which that test sees how it
/// ends: killed while it writes, or refusing to start.
/// </summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["write", var file] => await WriteAsync(EmbeddedFolder.Open(file)),
        ["count", var file, var times] => await CountAsync(EmbeddedFolder.Open(file), int.Parse(times, null)),
        ["publish", var file] => await BrokerProcesses.PublishAsync(file),
        ["receive", var file] => await BrokerProcesses.ReceiveAsync(file),
        ["serve", var file, var app] => await ServingProcess.RunAsync(file, app),
        ["crash", var where, .. var settings] => await CrashingProcess.RunAsync(where, settings),
        ["start", .. var settings] => await StartAsync(settings),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };

    /// <summary>Writes pairs of keys until it is killed, and prints the number of each pair that was acknowledged.</summary>
    private static async Task<int> WriteAsync(SqliteStateStore store)
    {
        var counter = await store.GetAsync("counter", default);
        for (var n = int.Parse(counter?.Value ?? "0", null) + 1; ; n++)
        {
            StateOperation[] pair =
            [
                StateOperation.Create($"{n}/a", $"{n}"), StateOperation.Create($"{n}/b", $"{n}"), StateOperation.Write("counter", $"{n}"),
            ];
            if (!await store.TransactAsync(pair, default))
            {
                return 1;
            }

            await Console.Out.WriteLineAsync($"{n}");
        }
    }

    /// <summary>Adds one to a counter that other processes add to as well.</summary>
    private static async Task<int> CountAsync(SqliteStateStore store, int times)
    {
        for (var counted = 0; counted < times;)
        {
            var before = await store.GetAsync("counter", default);
            var next = before is null
                ? StateOperation.Create("counter", "1")
                : StateOperation.Replace("counter", $"{int.Parse(before.Value, null) + 1}", before.ETag);
            counted += await store.TransactAsync([next], default) ? 1 : 0;
        }

        return 0;
    }

    private static async Task<int> StartAsync(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.AddStartupRefusals().AddBuildingBlocks().Services.AddPrivacy();
        builder.Logging.AddConsole();
        await using var app = builder.Build();
        app.CheckSettings();
        await app.StartAsync();
        await app.StopAsync();
        return 0;
    }
}
