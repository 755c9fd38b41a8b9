using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>One call of a Logboek over OTLP: where it goes, and what its answer means.</summary>
public sealed class OtlpLogboekTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("https://logboek.example.nl", "https://logboek.example.nl/v1/traces")]
    [InlineData("https://logboek.example.nl:4318/", "https://logboek.example.nl:4318/v1/traces")]
    [InlineData("https://logboek.example.nl/otlp", "https://logboek.example.nl/otlp")]
    [InlineData("https://logboek.example.nl/otlp/v1/traces/", "https://logboek.example.nl/otlp/v1/traces/")]
    public void A_path_is_used_as_it_is(string endpoint, string address) => Assert.Equal(new Uri(address), OtlpLogboek.AddressOf(new Uri(endpoint)));

    [Theory]
    [InlineData(429, "30", 30)]
    [InlineData(503, "Thu, 01 Jan 2026 00:02:00 GMT", 120)]
    [InlineData(503, "Wed, 31 Dec 2025 23:59:00 GMT", -60)]
    [InlineData(503, "straks", null)]
    [InlineData(503, null, null)]
    public async Task How_long_it_asks_to_be_left_alone_is_read(int status, string? asked, int? seconds)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(status, asked);

        var failed = await Assert.ThrowsAsync<LogboekException>(() => SendAsync(logboek));

        Assert.Equal($"It answered {status}.", failed.Message);
        Assert.Equal(seconds, failed.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_read()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = async (context, _) =>
        {
            context.Response.ContentType = "application/x-protobuf";
            for (var chunk = new byte[64 * 1024]; !context.RequestAborted.IsCancellationRequested;)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }

            return true;
        };

        var failed = await Assert.ThrowsAsync<LogboekException>(() => SendAsync(logboek));

        Assert.Contains("its answer cannot be read", failed.Message, StringComparison.Ordinal);
    }

    private async Task<LogboekAnswer> SendAsync(LogboekCollector logboek)
    {
        using var http = OtlpLogboek.CreateClient();
        return await new OtlpLogboek(
            http, logboek.Endpoint, new LogboekHeaders(new DeliveryHost.TestSecrets(), null), new ServiceIdentity("proef", "1.0"), new LogboekOptions(), _time)
            .SendAsync([new OpenedLine(Tenants.One, DeliveryHost.Line(0), false)], TestContext.Current.CancellationToken);
    }
}
