using CommonGround.Platform.Dapr;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests;

/// <summary>A new number of the tenants' keys is written with only when every replica has it.</summary>
public class KeysInTimeTests
{
    [Fact]
    public void By_default_every_replica_has_a_new_key_before_one_writes_with_it() =>
        Assert.True(new KeysInTime(Options.Create(new DaprOptions())).Validate(null, new PrivacyOptions()).Succeeded);

    [Theory]
    [InlineData("--Privacy:NewKeyDelay=00:01:00", "Privacy:NewKeyDelay is longer than Privacy:KeysInterval")]
    [InlineData("--Privacy:NewKeyDelay=00:02:00", "Privacy:NewKeyDelay is 00:02:00, and a replica may see a new key 00:02:00 after another")]
    [InlineData("--Privacy:KeysInterval=00:05:00", "Privacy:NewKeyDelay is longer than Privacy:KeysInterval")]
    [InlineData("--Dapr:SecretLife=00:04:00", "Dapr:SecretLife (00:04:00)")]
    [InlineData("--Dapr:SecretLife=00:00:00", "Dapr:SecretLife is 00:00:00; it must lie between")]
    public void Beside_a_sidecar_a_delay_that_is_too_short_stops_the_start(string setting, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => Start(setting, "--DAPR_HTTP_PORT=3500")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_sidecar_the_life_of_a_secret_there_does_not_count() => Start("--Privacy:NewKeyDelay=00:02:00");

    private static void Start(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, Args = settings });
        builder.AddCommonGround();
        builder.Build().UseCommonGround();
    }
}
