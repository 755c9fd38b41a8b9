using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Start;

/// <summary>That services end with the component is no fault of theirs: neither where it is stopped, nor where its start is refused.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly LogCapture _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_service_that_a_refused_start_ends_leaves_nothing_in_the_log()
    {
        var app = Build(services => services.AddHostedService<RefusingService>());
        var waiting = Assert.Single(app.Services.GetServices<IHostedService>().OfType<WaitingService>());

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(app.ServeAsync);

        Assert.Equal("Dit kan niet.", refusal.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.ExecuteTask!);
        Assert.DoesNotContain(_log.Entries, IsTrouble);
    }

    /// <summary>Otherwise it would find its store disposed, and say so with a stack trace beside the reason why the start was refused.</summary>
    [Fact]
    public async Task A_refused_start_disposes_nothing_that_a_service_still_works_with()
    {
        var app = Build(services => services.AddSingleton<Resource>().AddHostedService<LeavingService>().AddHostedService<RefusingService>());
        var leaving = Assert.Single(app.Services.GetServices<IHostedService>().OfType<LeavingService>());

        await Assert.ThrowsAsync<StartupRefusedException>(app.ServeAsync);

        Assert.True(leaving.FoundIt);
    }

    [Fact]
    public async Task A_service_that_cannot_stop_hides_no_refusal()
    {
        var app = Build(services => services.AddHostedService<UnstoppableService>().AddHostedService<RefusingService>());

        await Assert.ThrowsAsync<StartupRefusedException>(app.ServeAsync);
    }

    [Fact]
    public async Task A_service_that_a_stop_ends_leaves_nothing_in_the_log()
    {
        var app = Build(_ => { });
        var serving = app.ServeAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, app.Lifetime.ApplicationStarted).ContinueWith(_ => { }, TaskScheduler.Default);

        app.Lifetime.StopApplication();
        await serving;

        Assert.DoesNotContain(_log.Entries, IsTrouble);
    }

    private static bool IsTrouble(string entry) => entry.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal) || entry.StartsWith(nameof(LogLevel.Critical), StringComparison.Ordinal);

    private WebApplication Build(Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddStartupRefusals();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHostedService<WaitingService>();
        configure(builder.Services);
        builder.Logging.ClearProviders().AddProvider(_log);
        return builder.Build();
    }

    private sealed class WaitingService : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
    }

    private sealed class Resource : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class LeavingService(Resource resource) : BackgroundService
    {
        private readonly TaskCompletionSource _began = new();

        public bool FoundIt { get; private set; }

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await base.StartAsync(cancellationToken);
            await _began.Task;
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            _began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            FoundIt = !resource.IsDisposed;
        }
    }

    private sealed class UnstoppableService : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Dit stopt niet.");
    }

    private sealed class RefusingService : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new StartupRefusedException("Dit kan niet.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
