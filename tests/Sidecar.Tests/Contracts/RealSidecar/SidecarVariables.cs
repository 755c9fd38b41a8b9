using System.Globalization;

namespace CommonGround.Sidecar.Tests.Contracts.RealSidecar;

/// <summary>What the environment says of a sidecar beside the tests.</summary>
internal static class SidecarVariables
{
    /// <summary>There is one sidecar with one app port: these tests run one after the other.</summary>
    public const string Collection = "Sidecar";

    private static readonly string[] s_passedOn =
    [
        "DAPR_HTTP_PORT", "DAPR_HTTP_ENDPOINT", "DAPR_GRPC_PORT", "DAPR_GRPC_ENDPOINT", "DAPR_API_TOKEN", "APP_API_TOKEN", "Dapr__StateStore",
        "Dapr__PubSub", "Dapr__DeadLetterPubSub", "Dapr__SecretStore",
    ];

    /// <summary>What a component beside the same sidecar needs to know of it, as variables: its own components and tokens.</summary>
    public static IEnumerable<(string Name, string Value)> PassedOn => s_passedOn
        .Select(name => (name, Variable(name))).Where(setting => setting.Item2 is not null).Select(setting => (setting.name, setting.Item2!));

    /// <summary>Why there is none, or <see langword="null"/>.</summary>
    public static string? Absent => (Variable("DAPR_HTTP_PORT") ?? Variable("DAPR_HTTP_ENDPOINT")) is not null
        ? null
        : "There is no sidecar: DAPR_HTTP_PORT is not set. Run the tests beside one with 'dapr run' (docs/testing-beside-a-sidecar.md).";

    /// <summary>The port on which the sidecar expects the component; <c>dapr run</c> sets it.</summary>
    public static int AppPort => int.Parse(Variable("APP_PORT") ?? "1337", CultureInfo.InvariantCulture);

    /// <summary>The component's app-id; <c>dapr run</c> sets it.</summary>
    public static string AppId => Variable("APP_ID") ?? "voorbeeld-component";

    /// <summary>The component to start as a process, which then has the app port.</summary>
    public static string? Component => Variable("CG_COMPONENT");

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
