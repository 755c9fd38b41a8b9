using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

/// <summary>Runs a component: as a server, or for one command on its state.</summary>
public static class RunExtensions
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Serves until the process is stopped. With the name of a command as the first argument, <c>dead-letters</c>, <c>verify-log</c> or
    /// <c>audit-log</c>, it runs that one and ends.
    /// </summary>
    /// <param name="app">The component.</param>
    /// <param name="args">The arguments of the process.</param>
    public static void RunComponent(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(args);
        if (args is [var name, .. var arguments] && app.FindCommand(name) is { } command)
        {
            Environment.ExitCode = app.RunCommandAsync(command, arguments, Console.Out, Console.Error).GetAwaiter().GetResult();
        }
        else
        {
            app.ServeAsync().GetAwaiter().GetResult();
        }
    }

    /// <summary>Serves until the process is stopped, and disposes the component.</summary>
    internal static async Task ServeAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch
            {
                // Of services that only end because they are disposed, and whose store is disposed before them, the host would log faults with
                // stack traces beside the reason why the start was refused. That reason is what is told, whatever a stop of half a component brings.
                await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await app.WaitForShutdownAsync();
        }
    }

    internal static ICommand? FindCommand(this WebApplication app, string name) => app.Services.GetServices<ICommand>().SingleOrDefault(c => c.Name == name);

    /// <summary>
    /// Runs a command beside the component that serves, as one more replica: with its state, secrets and handlers, and without its ports.
    /// </summary>
    /// <returns>The exit code: 0 where it is done, 1 where it is not, 2 where the arguments are wrong.</returns>
    internal static async Task<int> RunCommandAsync(
        this WebApplication app, ICommand command, string[] arguments, TextWriter output, TextWriter error)
    {
        if (command.Parse(arguments, out var fault) is not { } run)
        {
            await error.WriteLineAsync($"{fault}{Environment.NewLine}{command.Usage}");
            return 2;
        }

        // Results are on standard output alone; the log goes where errors go.
        app.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.LogToStandardErrorThreshold = LogLevel.Trace;
        await using (app)
        {
            var services = app.Services.GetServices<IHostedService>()
                .Where(service => service.GetType().Assembly == typeof(RunExtensions).Assembly && service is not IServesOnly)
                .ToList();
            try
            {
                await StartAsync(services);
                if (await MissingAsync(app.Services) is { } missing)
                {
                    await error.WriteLineAsync($"{missing} Nothing was done.");
                    return 1;
                }

                return await run(output, error, CancellationToken.None);
            }
            finally
            {
                services.Reverse();
                await EachAsync(services, service => service.StopAsync(CancellationToken.None));
            }
        }
    }

    // A sidecar that starts beside the command brings the store and the keys somewhat later.
    private static async Task<string?> MissingAsync(IServiceProvider services)
    {
        var checks = services.GetServices<IReadinessCheck>().Where(check => check is KeyReading or StoreTrialReadinessCheck or StateReadinessCheck).ToList();
        var time = services.GetRequiredService<TimeProvider>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var began = time.GetTimestamp();
        while (checks.Select(check => check.Missing).FirstOrDefault(missing => missing is not null) is { } missing)
        {
            // What was refused for good has said so, and does not come.
            if (stopping.IsCancellationRequested || time.GetElapsedTime(began) > s_longestWait)
            {
                return missing;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }

        return null;
    }

    // As the host does: all of the first step before any of the second.
    private static async Task StartAsync(List<IHostedService> services)
    {
        await EachAsync(services, service => (service as IHostedLifecycleService)?.StartingAsync(CancellationToken.None) ?? Task.CompletedTask);
        await EachAsync(services, service => service.StartAsync(CancellationToken.None));
        await EachAsync(services, service => (service as IHostedLifecycleService)?.StartedAsync(CancellationToken.None) ?? Task.CompletedTask);
    }

    private static async Task EachAsync(List<IHostedService> services, Func<IHostedService, Task> act)
    {
        foreach (var service in services)
        {
            await act(service);
        }
    }
}
