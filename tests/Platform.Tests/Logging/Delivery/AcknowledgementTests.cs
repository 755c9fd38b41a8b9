using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>What a Logboek did not acknowledge is not written (LDV-11).</summary>
public sealed class AcknowledgementTests : DeliveryTest
{
    public static TheoryData<string> Unacknowledged => ["500", "503", "401", "404", "302", "204", "200 html", "200 garbage", "200 without type"];

    [Theory]
    [MemberData(nameof(Unacknowledged))]
    public async Task Whatever_is_no_acknowledgement_counts_as_not_written(string answer)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = answer switch
        {
            "200 html" => LogboekCollector.Body("text/html", "<html>"u8.ToArray()),
            "200 garbage" => LogboekCollector.Body("application/x-protobuf", "<html>"u8.ToArray()),
            "200 without type" => LogboekCollector.Status(200),
            _ => LogboekCollector.Status(int.Parse(answer, null)),
        };
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 3);
        await Eventually.TrueAsync(() => logboek.Calls.Count >= 3);
        Assert.Equal(Progress.Start, Store.ProgressOf(Log, "logboek"));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => Store.ProgressOf(Log, "logboek") == new Progress(1, 0));

        Assert.Equal(Names(0, 3), logboek.Written.Select(span => span.Name));
        Assert.True(Logged("Warning", "3 processing lines were not acknowledged by 'logboek'"));
    }

    [Fact]
    public async Task What_does_not_answer_in_time_counts_as_not_written()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = async (context, _) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        await using var host = await StartAsync(logboek, ("Logboek:Timeout", "00:00:00.1"));
        await CommitAsync(host, 0, 1);
        await Eventually.TrueAsync(() => Logged("Warning", "did not answer within 00:00:00.1000000 (Logboek:Timeout)"));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => logboek.Written.Count == 1);
    }

    [Fact]
    public async Task A_Logboek_that_asks_to_be_left_alone_is_not_called_before_nor_at_the_stop()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(429, "3600");
        await using var host = await StartAsync(logboek, ("State:StopTimeout", "00:01:00"));
        await CommitAsync(host, 0, 1);
        await Eventually.TrueAsync(() => Logged("Warning", "It answered 429."));
        for (var i = 1; i < 20; i++)
        {
            await CommitAsync(host, i, 1);
        }

        await host.StopAsync();

        Assert.Single(logboek.Calls);
    }
}
