using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Telemetry;

/// <summary>A process on the telemetry of the platform that an exception ends, which says a number of a test person wherever it can.</summary>
internal static class CrashingProcess
{
    private const string Text = $"Wat {Canary.Bsn} vroeg, kan niet.";

    /// <param name="where">On which thread: <c>main</c>, <c>thread</c>, <c>pool</c>, <c>async</c> or <c>service</c>; <c>forgotten</c> is a task that nobody awaits.</param>
    /// <param name="settings">The arguments of the process.</param>
    public static async Task<int> RunAsync(string where, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.AddStartupRefusals().AddTelemetry();
        if (where == "service")
        {
            builder.Services.AddHostedService<CrashingService>();
        }

        await using var app = builder.Build();
        await app.StartAsync();
        switch (where)
        {
            case "main":
                Throw();
                break;
            case "thread":
                new Thread(Throw).Start();
                break;
            case "pool":
                ThreadPool.QueueUserWorkItem(_ => Throw());
                break;
            case "async":
                ThrowLater();
                break;
            case "forgotten":
                Forget();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return 0;
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void Throw() =>
        throw new InvalidOperationException(Text, new AggregateException(Text, new FormatException(Text), new ArgumentException(Text, Canary.Bsn)))
        {
            Data = { [Canary.Bsn] = Canary.Bsn },
        };

    private static async void ThrowLater()
    {
        await Task.Yield();
        Throw();
    }

    private static void Forget() => Task.Run(Throw).ContinueWith(_ => { }, TaskScheduler.Default).Wait();

    private sealed class CrashingService : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            Throw();
        }
    }
}
