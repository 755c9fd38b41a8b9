using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.State;
using CommonGround.Platform.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>A secret that a Logboek names and that is not there is said at once, and keeps the component from being ready.</summary>
public sealed class LogboekSecretTests : IDisposable
{
    private const string Tenant = "00000003876543210000";

    private readonly ManualTime _time = new();
    private readonly LogCapture _log = new();
    private readonly DeliveryHost.TestSecrets _secrets = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Until_each_secret_is_there_it_is_said_which_setting_names_it()
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var options = new LogboekOptions { Endpoint = new Uri("https://logboek.example.nl"), Secret = "logboek" };
        options.Tenants.Add(Tenant, new LogboekTenantOptions { Endpoint = new Uri("https://eigen.example.nl"), Secret = "eigen" });
        using var reading = new LogboekSecretReading(options, _secrets, _time, loggers.CreateLogger<LogboekSecretReading>());
        Assert.Contains("not read yet", reading.Missing, StringComparison.Ordinal);

        await reading.StartAsync(Cancel);
        await _time.PassUntilAsync(() => reading.Missing!.Contains("Logboek:Secret names the secret 'logboek'", StringComparison.Ordinal));
        Assert.Contains($"Logboek:Tenants:{Tenant}:Secret names the secret 'eigen'", reading.Missing, StringComparison.Ordinal);
        await _time.PassUntilAsync(() => !_log.Entries.IsEmpty);

        // Once, however long it lasts.
        _time.Pass(TimeSpan.FromMinutes(1));
        var told = Assert.Single(_log.Entries);
        Assert.StartsWith($"Error {typeof(LogboekSecretReading).FullName}", told, StringComparison.Ordinal);
        Assert.Contains("'logboek', which cannot be used: The secret 'logboek' is missing.", told, StringComparison.Ordinal);

        _secrets.Values["logboek"] = new Dictionary<string, string> { ["authorization"] = "Bearer een" };
        await _time.PassUntilAsync(() => !reading.Missing!.Contains("Logboek:Secret", StringComparison.Ordinal));
        _secrets.Values["eigen"] = new Dictionary<string, string> { ["met spatie"] = "geheim-1" };
        await _time.PassUntilAsync(() => reading.Missing!.Contains("cannot be sent to the Logboek", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim-1", reading.Missing, StringComparison.Ordinal);
        _secrets.Values["eigen"] = new Dictionary<string, string> { ["eigen"] = "Bearer twee" };
        await _time.PassUntilAsync(() => reading.Missing is null);

        // What goes missing later, delivery tells.
        _secrets.Values.Clear();
        _time.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(reading.Missing);
        await reading.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(null, LogboekDelivery.Otlp)]
    [InlineData("", LogboekDelivery.Otlp)]
    [InlineData("logboek", LogboekDelivery.None)]
    [InlineData("logboek", LogboekDelivery.PubSub)]
    public async Task Where_no_Logboek_is_shown_a_secret_none_is_missing(string? secret, LogboekDelivery delivery)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var options = new LogboekOptions { Delivery = delivery, Endpoint = new Uri("https://logboek.example.nl"), Secret = secret };
        using var reading = new LogboekSecretReading(options, _secrets, _time, loggers.CreateLogger<LogboekSecretReading>());

        await reading.StartAsync(Cancel);

        await _time.PassUntilAsync(() => reading.Missing is null);
        await reading.StopAsync(Cancel);
    }

    [Fact]
    public async Task Readiness_asks_it_and_lines_that_were_left_meanwhile_go_once_it_is_there()
    {
        var store = new FaultyStore();
        await using var logboek = await LogboekCollector.StartAsync();
        await using var host = await DeliveryHost.StartAsync(
            store, services => services.AddSingleton<ISecretStore>(_secrets), ("Logboek:Endpoint", $"{logboek.Endpoint}"), ("Logboek:Secret", "logboek"));
        var check = Assert.Single(host.Get<IEnumerable<IReadinessCheck>>());
        await Eventually.TrueAsync(() => check.Missing!.Contains("'logboek'", StringComparison.Ordinal));
        await host.CommitAsync(Tenants.One, DeliveryHost.Line(1));

        _secrets.Values["logboek"] = new Dictionary<string, string> { ["logboek"] = "Bearer een" };

        await Eventually.TrueAsync(() => check.Missing is null && logboek.Written.Count == 1);
    }
}
