using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>State with the consumers that the settings of section <c>Logboek</c> ask for, which do not wait long.</summary>
internal static class DeliveryHost
{
    /// <summary>Ended logs are looked for with every heartbeat.</summary>
    public static readonly (string Name, string Value) LooksOften = ("State:HeartbeatInterval", "00:00:00.2");

    public const string Activity = "https://register.voorbeeld.nl/activiteiten/aanvraag-behandelen/versies/1";

    private const string State = "State:";

    public static Task<StateHost> StartAsync(FaultyStore store, params (string Name, string Value)[] settings) => StartAsync(store, null, settings);

    public static Task<StateHost> StartAsync(FaultyStore store, Action<IServiceCollection>? configure, params (string Name, string Value)[] settings) =>
        StateHost.StartAsync(
            store,
            services =>
            {
                var configuration = Configuration(settings);
                services.AddSingleton(configuration);
                services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Development" });
                services.AddSingleton(new ServiceIdentity("proef-register", "1.2.3"));
                services.AddSingleton<ISecretStore>(new TestSecrets());
                services.AddLogboekDelivery(configuration);
                configure?.Invoke(services);
            },
            null,
            [.. settings.Where(s => s.Name.StartsWith(State, StringComparison.Ordinal)).Select(s => (s.Name[State.Length..], s.Value))]);

    public static IConfiguration Configuration(params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] all =
        [
            ("Component:AppId", "proef-register"), ("Logboek:Gather", "00:00:00.01"), ("Logboek:FirstPause", "00:00:00.01"), ("Logboek:LongestPause", "00:00:00.05"),
            .. settings,
        ];
        return new ConfigurationBuilder().AddInMemoryCollection(all.GroupBy(s => s.Name, (name, given) => KeyValuePair.Create(name, (string?)given.Last().Value))).Build();
    }

    /// <summary>A line whose identifiers are made from a number.</summary>
    public static ProcessingLine Line(int number, string status = "Ok") => new(
        (number + 1).ToString("x32", CultureInfo.InvariantCulture), (number + 1).ToString("x16", CultureInfo.InvariantCulture), $"regel {number}", status,
        1_700_000_000_000 + number, 1_700_000_000_005 + number,
        new Dictionary<string, string>
        {
            ["dpl.core.processing_activity_id"] = Activity,
            ["dpl.core.data_subject_id"] = "1/pseudoniem",
            ["dpl.core.data_subject_id_type"] = "BSN",
        });

    /// <summary>Commits lines as a read of personal data leaves them.</summary>
    public static Task CommitAsync(this StateHost host, Oin tenant, params IEnumerable<ProcessingLine> lines) => host.Get<LineCommits>().CommitAsync(
        tenant, 1, [.. lines.Select(line => host.Get<LineSeal>().Seal(tenant, line, "1/pseudoniem"))], TestContext.Current.CancellationToken);

    /// <summary>Secrets of the test.</summary>
    internal sealed class TestSecrets : ISecretStore
    {
        public Dictionary<string, IReadOnlyDictionary<string, string>> Values { get; } = [];

        public Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult(Values.TryGetValue(name, out var values) ? values : throw new SecretMissingException($"The secret '{name}' is missing."));
    }
}
