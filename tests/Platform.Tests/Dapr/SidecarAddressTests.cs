using CommonGround.Platform.Dapr;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class SidecarAddressTests
{
    [Theory]
    [InlineData("3500", null, "http://127.0.0.1:3500/")]
    [InlineData(" 3501 ", "", "http://127.0.0.1:3501/")]
    [InlineData("3500", "http://sidecar:80", "http://sidecar/")]
    [InlineData(null, "https://sidecar.example.nl/pad/", "https://sidecar.example.nl/pad/")]
    [InlineData(null, "https://sidecar.example.nl/pad", "https://sidecar.example.nl/pad/")]
    public void The_endpoint_counts_before_the_port(string? port, string? endpoint, string address) =>
        Assert.Equal(address, Of(("DAPR_HTTP_PORT", port), ("DAPR_HTTP_ENDPOINT", endpoint)).Root.AbsoluteUri);

    [Theory]
    [InlineData("DAPR_HTTP_PORT", "0")]
    [InlineData("DAPR_HTTP_PORT", "65536")]
    [InlineData("DAPR_HTTP_PORT", "http")]
    [InlineData("DAPR_HTTP_PORT", "-1")]
    public void A_variable_that_cannot_be_used_is_named(string variable, string value)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Of((variable, value)));

        Assert.StartsWith($"{variable} is '{value}'.", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>It may hold a password, and the message goes to standard error.</summary>
    [Theory]
    [InlineData("sidecar:3500")]
    [InlineData("dns:sidecar")]
    [InlineData("http://user:pass@localhost:3500")]
    [InlineData("https://localhost:3500?tls=true")]
    public void An_endpoint_that_cannot_be_used_is_named_and_not_repeated(string value)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Of(("DAPR_HTTP_ENDPOINT", value)));

        Assert.StartsWith("DAPR_HTTP_ENDPOINT is no address that can be used;", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_one_for_HTTP_both_are_named()
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Of(("DAPR_GRPC_PORT", "50001")));

        Assert.Contains("neither DAPR_HTTP_PORT nor DAPR_HTTP_ENDPOINT", refused.Message, StringComparison.Ordinal);
    }

    private static SidecarAddress Of(params (string Name, string? Value)[] variables) =>
        SidecarAddress.Of(new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Name, v.Value))).Build());
}
