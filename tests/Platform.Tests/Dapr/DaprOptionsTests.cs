using CommonGround.Platform.Dapr;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class DaprOptionsTests
{
    [Fact]
    public void The_defaults_pass() => Assert.True(new DaprOptionsValidator().Validate(null, new DaprOptions()).Succeeded);

    [Fact]
    public void Every_setting_out_of_range_is_named()
    {
        var result = new DaprOptionsValidator().Validate(
            null,
            new DaprOptions
            {
                StateStore = "state/store", PubSub = "", DeadLetterPubSub = "A", SecretStore = "Geheimen", Timeout = TimeSpan.Zero, PublishTimeout = TimeSpan.FromHours(1),
                MaxBodyBytes = 1024, SecretLife = TimeSpan.Zero, ProbeInterval = TimeSpan.Zero,
            });

        Assert.Equal(
            ["StateStore", "PubSub", "DeadLetterPubSub", "SecretStore", "Timeout", "PublishTimeout", "MaxBodyBytes", "SecretLife", "ProbeInterval"],
            result.Failures!.Select(failure => failure["Dapr:".Length..failure.IndexOf(' ', StringComparison.Ordinal)]));
    }
}
