using System.Globalization;

namespace CommonGround.Tools.Benchmark;

/// <summary>The place beside a sidecar: a real one, or a stand-in.</summary>
/// <param name="IsReal">Whether it is Dapr.</param>
/// <param name="Address">Where it listens for HTTP.</param>
/// <param name="ApiToken">What it wants in <c>dapr-api-token</c>, or <see langword="null"/>.</param>
/// <param name="AppPort">The port on which it expects the component.</param>
/// <param name="StateStore">The name of its state store.</param>
/// <param name="PubSub">The name of its pub/sub component.</param>
/// <param name="Settings">With which variables the component starts.</param>
internal sealed record SidecarPlace(
    bool IsReal, Uri Address, string? ApiToken, int AppPort, string StateStore, string PubSub, IReadOnlyDictionary<string, string> Settings)
{
    private const string StateStoreName = "Dapr__StateStore";
    private const string PubSubName = "Dapr__PubSub";

    // The names of the tests beside a sidecar, and of dapr run.
    private static readonly string[] Variables =
    [
        "DAPR_HTTP_PORT", "DAPR_HTTP_ENDPOINT", "DAPR_GRPC_PORT", "DAPR_GRPC_ENDPOINT", "DAPR_API_TOKEN", "APP_API_TOKEN", "APP_ID", "APP_PORT",
        StateStoreName, PubSubName, "Dapr__DeadLetterPubSub", "Dapr__SecretStore",
    ];

    /// <summary>
    /// The sidecar that runs beside this tool, or <see langword="null"/>. Its variables are taken out of this process: every other component
    /// that it starts is beside another sidecar, or beside none.
    /// </summary>
    /// <exception cref="InvalidOperationException">They name no sidecar that can be called over HTTP, or no port.</exception>
    public static SidecarPlace? TakeReal()
    {
        var given = Variables
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)?.Trim() ?? ""))
            .Where(variable => variable.Value.Length > 0)
            .ToDictionary(variable => variable.Name, variable => variable.Value);
        Array.ForEach(Variables, name => Environment.SetEnvironmentVariable(name, null));
        if ((given.GetValueOrDefault("DAPR_HTTP_ENDPOINT") ?? EndpointOf(given.GetValueOrDefault("DAPR_HTTP_PORT"))) is not { } endpoint)
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
            || !int.TryParse(given.GetValueOrDefault("APP_PORT", "1337"), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            throw new InvalidOperationException(
                "DAPR_HTTP_PORT (or DAPR_HTTP_ENDPOINT) and APP_PORT do not name a sidecar and a port. 'dapr run' sets them; without a sidecar leave all of them unset.");
        }

        return new(
            true, address, given.GetValueOrDefault("DAPR_API_TOKEN"), port, given.GetValueOrDefault(StateStoreName, "statestore"),
            given.GetValueOrDefault(PubSubName, "pubsub"),
            new Dictionary<string, string>(given) { ["Component__AppId"] = given.GetValueOrDefault("APP_ID", "meting") });
    }

    /// <summary>A stand-in that is to find the component on a free port.</summary>
    public static async Task<SidecarPlace> OfAsync(StandIn standIn)
    {
        var sidecar = await standIn.StartAsync();
        var port = Ports.Free();
        sidecar.AppListensOn(port);
        return new(false, sidecar.Address, standIn.ApiToken, port, standIn.Store.Name, standIn.Broker.Name, standIn.SettingsOf(sidecar));
    }

    /// <summary>The component as it starts here.</summary>
    public Application With(Application component, IReadOnlyDictionary<string, string> settings) => component with
    {
        Name = "the component beside a sidecar",
        Port = AppPort,
        Environment = new Dictionary<string, string>(component.Environment.Concat(Settings).Concat(settings)),
    };

    private static string? EndpointOf(string? port) => port is null ? null : $"http://127.0.0.1:{port}";
}
