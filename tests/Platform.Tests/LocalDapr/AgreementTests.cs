using System.Text.Json.Nodes;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>The files under <c>dapr/</c> say what the code says, and keep to what a sidecar was seen to do.</summary>
public sealed class AgreementTests
{
    private static readonly string s_template = Path.GetDirectoryName(DaprFile.Folder)!;

    private static readonly string s_appId = (string)Settings("appsettings.json")["Component"]!["AppId"]!;

    private static JsonNode Policies => DaprFile.Of("Resiliency").Content["spec"]!["policies"]!;

    private static JsonNode Targets => DaprFile.Of("Resiliency").Content["spec"]!["targets"]!;

    [Fact]
    public void App_id_port_and_health_path_are_those_of_the_component()
    {
        var profile = Settings("Properties/launchSettings.json")["profiles"]!["http"]!;

        Assert.Equal(s_appId, (string?)DaprFile.App["appID"]);
        Assert.Equal(new Uri((string)profile["applicationUrl"]!).Port, (long)DaprFile.App["appPort"]!);
        Assert.Equal(ServerSpan.HealthPath, (string?)DaprFile.App["appHealthCheckPath"]);
        Assert.True((bool)DaprFile.App["enableAppHealthCheck"]!);
    }

    [Fact]
    public void The_components_have_the_names_that_the_component_asks_for()
    {
        var names = new DaprOptions();

        Assert.Equal("state", Kind(names.StateStore));
        Assert.Equal("pubsub", Kind(names.PubSub));
        Assert.Equal("pubsub", Kind(names.DeadLetterPubSub));
        Assert.Equal("secretstores", Kind(names.SecretStore));
        Assert.All(DaprFile.Components, file => Assert.Contains((string)file.Content["metadata"]!["name"]!, new[] { names.StateStore, names.PubSub, names.DeadLetterPubSub, names.SecretStore }));

        static string Kind(string name) => Type(Component(name)).Split('.')[0];
    }

    [Fact]
    public void The_paths_of_the_run_file_exist()
    {
        Assert.Equal(s_template, Path.GetFullPath(Path.Combine(DaprFile.Folder, (string)DaprFile.App["appDirPath"]!)));
        Assert.True(File.Exists(Path.Combine(DaprFile.Folder, (string)DaprFile.Run["common"]!["configFilePath"]!)));
        Assert.True(Directory.Exists(Path.Combine(DaprFile.Folder, (string)DaprFile.Run["common"]!["resourcesPaths"]!.AsArray().Single()!)));
        Assert.True(Directory.Exists(Path.Combine(s_template, (string)DaprFile.App["command"]!.AsArray()[^1]!)));
    }

    [Fact]
    public void Every_component_is_for_this_app_alone() =>
        Assert.All(DaprFile.Components, file => Assert.Equal([s_appId], file.Content["scopes"]!.AsArray().Select(scope => (string?)scope)));

    [Fact]
    public void Nothing_but_this_machine_is_listened_on_or_asked()
    {
        Assert.Equal(("127.0.0.1", "127.0.0.1"), ((string?)DaprFile.App["apiListenAddresses"], (string?)DaprFile.App["appChannelAddress"]));
        Assert.Equal("sqlite", (string?)DaprFile.Of("Configuration").Content["spec"]!["nameResolution"]!["component"]);
        Assert.StartsWith("127.0.0.1:", (string?)Component("pubsub").Metadata("redisHost"), StringComparison.Ordinal);
    }

    /// <summary>A transaction on Redis is not all or nothing.</summary>
    [Fact]
    public void State_is_never_on_Redis()
    {
        Assert.Equal("state.sqlite", Type(Component("statestore")));
        Assert.DoesNotContain(DaprFile.Components, file => Type(file) == "state.redis");
    }

    [Fact]
    public void What_is_kept_is_in_the_folder_that_git_ignores()
    {
        var kept = new[]
        {
            Component("statestore").Metadata("connectionString"), Component("secretstore").Metadata("secretsFile"),
            DaprFile.Of("Configuration").Content["spec"]!["nameResolution"]!["configuration"]!["connectionString"],
        };

        Assert.All(kept, path => Assert.StartsWith(".dapr/", (string?)path, StringComparison.Ordinal));
        Assert.Contains(".dapr/", File.ReadAllLines(Path.Combine(s_template, ".gitignore")));
    }

    [Fact]
    public void No_file_holds_a_secret()
    {
        Assert.All(
            DaprFile.Components.SelectMany(file => file.Content["spec"]!["metadata"]!.AsArray()),
            item => Assert.False(
                ((string)item!["name"]!).Contains("password", StringComparison.OrdinalIgnoreCase) && ((string?)item["value"])?.Length > 0));
        Assert.All(
            DaprFile.Components.Where(file => file.Name.EndsWith('#')),
            file => Assert.NotNull(file.Content["spec"]!["metadata"]![0]!["secretKeyRef"]));
        Assert.DoesNotContain("APP_API_TOKEN", DaprFile.Run.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_that_is_made_is_the_one_that_the_component_reads()
    {
        Assert.Equal("true", (string?)Component("secretstore").Metadata("multiValued"));
        Assert.Contains($"[\"{new PrivacyOptions().KeysSecret}\"]", File.ReadAllText(Path.Combine(DaprFile.Folder, "start.cs")), StringComparison.Ordinal);
    }

    /// <summary>A dead letter is put on the topic by the one, and taken from it by the other.</summary>
    [Fact]
    public void Events_and_dead_letters_are_on_one_broker()
    {
        foreach (var which in new[] { "", "#" })
        {
            var (events, letters) = (PubSub("pubsub"), PubSub("pubsub-dead-letters"));

            Assert.Equal(Type(events), Type(letters));
            Assert.Equal(Where(events), Where(letters));

            DaprFile PubSub(string name) => DaprFile.Components.Single(file => file.Name == $"resources/{name}.yaml{which}");
        }

        static IEnumerable<string> Where(DaprFile file) => file.Content["spec"]!["metadata"]!.AsArray()
            .Where(item => (string)item!["name"]! != "processingTimeout").Select(item => item!.ToJsonString());
    }

    /// <summary>Redis gives up a failed event without a retry policy, and delivers again what takes longer than it waits.</summary>
    [Theory]
    [InlineData("pubsub", 60)]
    [InlineData("pubsub-dead-letters", 3500)]
    public void Deliveries_are_tried_again_and_end_before_Redis_delivers_again(string name, int least)
    {
        var inbound = Targets["components"]![name]!["inbound"]!;
        var retry = Policies["retries"]![(string)inbound["retry"]!]!;
        var each = Seconds(Policies["timeouts"]![(string)inbound["timeout"]!]!);
        var (tries, pause) = ((long)retry["maxRetries"]! + 1, Seconds(retry["duration"]!));

        Assert.True(each > new StateOptions().AnswerTimeout.TotalSeconds, "the component gives up a commit itself, before the sidecar gives up");
        Assert.InRange((tries * each) + ((tries - 1) * pause), least, Seconds(Component(name).Metadata("processingTimeout")!) - 1);
        Assert.Equal("constant", (string?)retry["policy"]);
    }

    /// <summary>
    /// A connection that is refused takes no time: a component that ended is tried for the pauses only, and then what failed is a dead letter that it
    /// does not take either.
    /// </summary>
    [Fact]
    public void A_component_that_is_gone_is_seen_before_the_tries_of_a_delivery_are_over()
    {
        var retry = Policies["retries"]![(string)Targets["components"]!["pubsub"]!["inbound"]!["retry"]!]!;
        var seen = (long)DaprFile.App["appHealthProbeInterval"]! * (long)DaprFile.App["appHealthThreshold"]!;

        Assert.True((bool)DaprFile.App["enableAppHealthCheck"]!);
        Assert.InRange(seen, 1, ((long)retry["maxRetries"]! * Seconds(retry["duration"]!)) - 1);
    }

    /// <summary>Without <c>matching</c> a 404 and a POST are tried again, and a breaker counts 404 as a failure.</summary>
    [Fact]
    public void Calls_are_tried_again_by_status_and_nothing_has_a_breaker()
    {
        var app = Targets["apps"]![s_appId]!.AsObject();

        Assert.Equal("429,502-504", (string?)Policies["retries"]![(string)app["retry"]!]!["matching"]!["httpStatusCodes"]);
        Assert.DoesNotContain("circuitBreaker", DaprFile.Of("Resiliency").Content.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>A transaction that did not answer may have landed: only the component knows how to settle it.</summary>
    [Fact]
    public void The_state_store_has_no_policy() => Assert.Equal(["pubsub", "pubsub-dead-letters"], Targets["components"]!.AsObject().Select(target => target.Key));

    private static DaprFile Component(string name) => DaprFile.Components.Single(file => !file.Name.EndsWith('#') && (string?)file.Content["metadata"]!["name"] == name);

    private static string Type(DaprFile file) => (string)file.Content["spec"]!["type"]!;

    private static double Seconds(JsonNode duration) =>
        (string)duration! is [.. var number, 's'] ? double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : throw new FormatException($"{duration} is not in seconds");

    private static JsonNode Settings(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(s_template, "src", "Component", file)))!;
}
