using CommonGround.Platform.Invocation;
using CommonGround.Platform.Invocation.Fsc;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>The settings of a service of another organization are checked at start (FSC-08).</summary>
public sealed class FscSettingsTests
{
    [Theory]
    [InlineData("Outway", "")]
    [InlineData("Outway", "outway:8080")]
    [InlineData("Outway", "ftp://outway")]
    [InlineData("Outway", "http://iemand@outway")]
    [InlineData("Outway", "http://outway/?a=b")]
    [InlineData("Service", "met spaties")]
    [InlineData("Service", "")]
    [InlineData("Service", "te-lang")]
    [InlineData("GrantHash", "$1$1$")]
    [InlineData("GrantHash", "$2$1$bm90LWEtcmVhbC1ncmFudC1oYXNo")]
    [InlineData("GrantHash", "$1$1$bm90LWEtcmVhbC1ncmFudC1oYXNo\n")]
    [InlineData("GrantHash", "$1$een$bm90LWEtcmVhbC1ncmFudC1oYXNo")]
    [InlineData("Timeout", "00:20:00")]
    public async Task A_wrong_setting_refuses_the_start_and_is_named(string setting, string value)
    {
        await using var outway = await CalledServer.StartAsync();
        var wrong = value == "te-lang" ? new string('a', 101) : value;

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(outway, (setting, wrong)));

        Assert.Contains($"Fsc:Services:brp:{setting} is ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Outway", "https://outway.example.nl/brp/")]
    [InlineData("Service", "Haal-Centraal_brp.2")]
    [InlineData("GrantHash", "$1$4$bm90LWEtcmVhbC1ncmFudC1oYXNo-_")]
    public async Task What_an_outway_knows_is_taken(string setting, string value)
    {
        await using var outway = await CalledServer.StartAsync();

        await (await StartAsync(outway, (setting, value))).DisposeAsync();
    }

    [Fact]
    public async Task A_name_is_that_of_a_component_or_of_a_service()
    {
        await using var outway = await CalledServer.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => CallerApp.StartAsync(outway, builder =>
        {
            builder.AddComponentClient("brp");
            builder.AddFscClient<FscSettingsTests>("brp");
        }));
    }

    private static Task<CallerApp> StartAsync(CalledServer outway, (string Name, string Value) setting) =>
        CallerApp.StartAsync(
            outway, builder => builder.AddFscClient("brp"), null, null,
            setting.Name == "Outway"
                ? [($"Fsc:Services:brp:{setting.Name}", setting.Value)]
                : [("Fsc:Outway", $"{outway.Address}"), ($"Fsc:Services:brp:{setting.Name}", setting.Value)]);
}
