using CommonGround.Platform.Logging.Delivery;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Where lines go is said at start, and that they go nowhere most of all.</summary>
public sealed class DeliveryStartTests
{
    [Theory]
    [InlineData("Development", LogLevel.Information)]
    [InlineData("Staging", LogLevel.Warning)]
    [InlineData("Production", LogLevel.Warning)]
    public async Task Without_a_Logboek_it_says_so(string environment, LogLevel level)
    {
        var (said, message) = Assert.Single(await SaidAsync(new LogboekOptions(), environment));

        Assert.Equal(level, said);
        Assert.Contains("every tenant go to no Logboek", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_only_some_tenants_have_one_is_said_too()
    {
        var options = new LogboekOptions();
        options.Tenants.Add("00000003123456780000", new LogboekTenantOptions { Endpoint = new Uri("https://logboek.example.nl") });

        var said = await SaidAsync(options, "Production");

        Assert.Equal([LogLevel.Information, LogLevel.Warning], said.Select(line => line.Level));
        Assert.Contains("tenant 00000003123456780000 go to the Logboek at https://logboek.example.nl/v1/traces", said[0].Message, StringComparison.Ordinal);
        Assert.Contains("every other tenant go to no Logboek", said[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_Logboek_or_a_topic_it_says_which()
    {
        var (_, endpoint) = Assert.Single(await SaidAsync(new LogboekOptions { Endpoint = new Uri("https://logboek.example.nl/a") }, "Production"));
        var (_, topic) = Assert.Single(await SaidAsync(new LogboekOptions { Delivery = LogboekDelivery.PubSub }, "Production"));

        Assert.Contains("at https://logboek.example.nl/a.", endpoint, StringComparison.Ordinal);
        Assert.Contains("to topic dataverwerkingen.", topic, StringComparison.Ordinal);
    }

    private static async Task<List<(LogLevel Level, string Message)>> SaidAsync(LogboekOptions options, string environment)
    {
        var log = new Lines();
        await new DeliveryStart(options, new HostingEnvironment { EnvironmentName = environment }, log).StartAsync(TestContext.Current.CancellationToken);
        return log.Said;
    }

    private sealed class Lines : ILogger<DeliveryStart>
    {
        public List<(LogLevel Level, string Message)> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add((logLevel, formatter(state, exception)));
    }
}
