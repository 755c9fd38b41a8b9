using System.Text.Json.Nodes;
using CommonGround.Platform.Tests.Architecture;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>The files are what Dapr 1.18 knows. A sidecar and the CLI say nothing of a member that they do not know.</summary>
public sealed class SchemaTests
{
    private static readonly string s_schemas = Path.GetFullPath(Path.Combine(PlatformSource.Repository, "..", "shared", "standards", "kubernetes-1.36"));

    /// <summary>The keys of <c>common</c> and of an app that the CLI 1.18 reads; it ignores all others in silence.</summary>
    private static readonly string[] s_runKeys =
    [
        "appID", "appDirPath", "appPort", "appProtocol", "appChannelAddress", "command", "daprHTTPPort", "daprGRPCPort", "daprInternalGRPCPort",
        "metricsPort", "configFilePath", "resourcesPaths", "apiListenAddresses", "enableAppHealthCheck", "appHealthCheckPath",
        "appHealthProbeInterval", "appHealthProbeTimeout", "appHealthThreshold", "maxBodySize", "readBufferSize", "logLevel", "enableApiLogging",
        "env", "daprdLogDestination", "appLogDestination", "runtimePath",
    ];

    public static TheoryData<string> Names => [.. DaprFile.Resources.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resource_is_what_the_schema_of_its_kind_asks(string name)
    {
        Assert.SkipUnless(Directory.Exists(s_schemas), $"The schemas are not in {s_schemas}, beside the project.");
        var file = DaprFile.Resources.Single(file => file.Name == name);

        Assert.Empty(SchemaCheck.Errors(Schema(file.Kind), file.Content));
    }

    [Fact]
    public void The_run_file_has_no_key_that_the_cli_would_ignore()
    {
        var run = DaprFile.Run.AsObject();

        Assert.Equal(["version", "common", "apps"], run.Select(member => member.Key));
        Assert.Equal(1, (long)run["version"]!);
        Assert.Empty(run["common"]!.AsObject().Concat(DaprFile.App.AsObject()).Select(member => member.Key).Except(s_runKeys));
    }

    [Theory]
    [InlineData("""{"apiVersion":"dapr.io/v1alpha1","kind":"Component","metadata":{"name":"a"},"spec":{"type":"t","version":"v1","metadata":[]},"scope":[]}""", "$.scope is not known")]
    [InlineData("""{"apiVersion":"dapr.io/v1","kind":"Component","metadata":{"name":"a"}}""", "$.apiVersion is not dapr.io/v1alpha1")]
    [InlineData("""{"apiVersion":"dapr.io/v1alpha1","kind":"Component"}""", "$ has no metadata")]
    [InlineData("""{"apiVersion":"dapr.io/v1alpha1","kind":"Component","metadata":{"name":1}}""", "$.metadata.name is no string")]
    [InlineData("""{"apiVersion":"dapr.io/v1alpha1","kind":"Component","metadata":{},"scopes":["a",true]}""", "$.scopes[1] is no string")]
    [InlineData("""{"apiVersion":"dapr.io/v1alpha1","kind":"Component","metadata":{},"spec":{"type":"t","version":"v1","metadata":[{"value":""}]}}""", "$.spec.metadata[0] has no name")]
    public void What_is_wrong_is_found(string component, string error)
    {
        Assert.SkipUnless(Directory.Exists(s_schemas), $"The schemas are not in {s_schemas}, beside the project.");

        Assert.Equal([error], SchemaCheck.Errors(Schema("Component"), JsonNode.Parse(component)));
    }

    private static JsonObject Schema(string kind) => JsonNode.Parse(File.ReadAllText(Path.Combine(s_schemas, $"{kind.ToLowerInvariant()}.json")))!.AsObject();
}
