using System.Text.RegularExpressions;
using CommonGround.Platform.Tests.Architecture;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary>An annotation that the injector does not know is ignored silently, so that each one we name is compared with those it knows.</summary>
public sealed partial class AnnotationTests
{
    /// <summary>Of the injector of Dapr 1.18.2, those that a component may need.</summary>
    private static readonly string[] s_known =
    [
        "enabled", "app-id", "app-port", "app-protocol", "config", "app-token-secret", "api-token-secret", "enable-app-health-check",
        "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout", "app-health-threshold", "graceful-shutdown-seconds",
        "block-shutdown-duration", "max-body-size", "read-buffer-size", "log-as-json", "log-level", "enable-api-logging", "enable-metrics",
        "metrics-port", "sidecar-cpu-request", "sidecar-cpu-limit", "sidecar-memory-request", "sidecar-memory-limit", "sidecar-listen-addresses",
        "sidecar-seccomp-profile-type", "enable-native-sidecar", "disable-builtin-k8s-secret-store", "env", "volume-mounts",
    ];

    private static readonly string[] s_kinds = [".cs", ".md", ".yaml"];

    [Fact]
    public void Every_annotation_that_is_named_is_one_that_the_injector_knows()
    {
        string[] folders = [Path.Combine(PlatformSource.Repository, "docs"), Path.GetDirectoryName(DaprFile.Folder)!];
        var named = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => s_kinds.Contains(Path.GetExtension(file)))
            .SelectMany(file => Annotation().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Assert.Superset(new HashSet<string>(["enabled", "app-token-secret", "read-buffer-size", "max-body-size"]), named);
        Assert.Empty(named.Except(s_known));
    }

    // Not an address such as docs.dapr.io/…, nor the version of a resource.
    [GeneratedRegex(@"(?<![\w.])dapr\.io/(?!v\d)([a-z0-9-]+)")]
    private static partial Regex Annotation();
}
