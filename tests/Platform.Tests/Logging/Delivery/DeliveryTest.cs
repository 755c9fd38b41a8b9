using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Tests.State;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>State that delivers to a Logboek of the test, and what it said of that.</summary>
public abstract class DeliveryTest : IDisposable
{
    private readonly LogCapture _log = new();

    private protected FaultyStore Store { get; } = new();

    private protected string Log => Assert.Single(Store.Registered().Logs).Id;

    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<StateHost> StartAsync(LogboekCollector logboek, params (string Name, string Value)[] settings) =>
        DeliveryHost.StartAsync(Store, Capture, [("Logboek:Endpoint", $"{logboek.Endpoint}"), .. settings]);

    private protected void Capture(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(_log);

    private protected bool Logged(string level, string text) =>
        _log.Entries.Any(entry => entry.StartsWith($"{level} {typeof(LineSender).FullName}", StringComparison.Ordinal) && entry.Contains(text, StringComparison.Ordinal));

    private protected static Task CommitAsync(StateHost host, int first, int count) =>
        host.CommitAsync(Tenants.One, Enumerable.Range(first, count).Select(i => DeliveryHost.Line(i)));

    private protected static IEnumerable<string> Names(int first, int count) => Enumerable.Range(first, count).Select(i => $"regel {i}");
}
