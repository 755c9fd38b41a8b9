using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.DaprSdk.Tests;

/// <summary>What the root of the platform uses of the folder.</summary>
public sealed class StartTests
{
    [Fact]
    public void With_only_the_variables_for_HTTP_it_says_what_it_needs()
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Add(("DAPR_HTTP_PORT", "3500")));

        Assert.Contains("DAPR_GRPC_PORT", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_only_the_variables_for_gRPC_it_says_what_it_needs() =>
        Assert.Contains("DAPR_HTTP_PORT", Assert.Throws<StartupRefusedException>(() => Add(("DAPR_GRPC_PORT", "50001"))).Message, StringComparison.Ordinal);

    /// <summary>The reference cannot make a client: that it is asked shows that the SDK's own registration is used.</summary>
    [Fact]
    public void With_both_it_takes_the_client_of_the_SDK() =>
        Assert.Throws<NotSupportedException>(() => Add(("DAPR_HTTP_PORT", "3500"), ("DAPR_GRPC_PORT", "50001")));

    [Fact]
    public void Readiness_is_what_it_is_over_HTTP() => Assert.Equal(typeof(string), typeof(SidecarReadiness).GetProperty(nameof(SidecarReadiness.Missing))!.PropertyType);

    private static IStateStore Add(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
        return new ServiceCollection().AddDaprBuildingBlocks(configuration).BuildServiceProvider().GetRequiredService<IStateStore>();
    }
}
