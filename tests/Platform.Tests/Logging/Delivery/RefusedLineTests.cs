using System.Security.Cryptography;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>A line that a Logboek refuses is found, named and kept, and the others go (LDV-12).</summary>
public sealed class RefusedLineTests : DeliveryTest
{
    [Fact]
    public async Task Lines_that_are_refused_are_found_named_and_kept_while_the_others_go()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Refuses = span => span.Name is "regel 3" or "regel 4";
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 10);
        await CommitAsync(host, 10, 2);

        await Eventually.TrueAsync(() => logboek.Written.Select(span => span.Name).Distinct().Count() == 10);
        Assert.Equal([.. Names(0, 3), .. Names(5, 7)], logboek.Written.Select(span => span.Name).Distinct().OrderBy(name => int.Parse(name[6..], null)));
        await Eventually.TrueAsync(() => Store.ProgressOf(Log, "logboek") == new Progress(0, 3));
        Assert.True(Logged("Error", $"{DeliveryHost.Line(3).TraceId}/{DeliveryHost.Line(3).SpanId}"));
        Assert.True(Logged("Error", "It says: no"));

        logboek.Refuses = _ => false;
        await Eventually.TrueAsync(() => Store.ProgressOf(Log, "logboek") == new Progress(2, 0));
        Assert.Equal(12, logboek.Written.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Later_logs_of_the_same_replica_go_too()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Refuses = span => span.Name == "regel 0";
        await using var host = await StartAsync(logboek, ("State:LogEntries", "2"), DeliveryHost.LooksOften);
        for (var i = 0; i < 7; i++)
        {
            await CommitAsync(host, i, 1);
        }

        await Eventually.TrueAsync(() => logboek.Written.Select(span => span.Name).Distinct().Count() == 6);
        Assert.Equal(Names(1, 6), logboek.Written.Select(span => span.Name).Distinct().Order());

        logboek.Refuses = _ => false;
        await Eventually.TrueAsync(() => logboek.Written.Any(span => span.Name == "regel 0"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public async Task A_line_that_makes_its_whole_call_fail_is_found_and_the_others_go(int status)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = (context, spans) =>
            spans.Any(span => span.Name == "regel 3") ? LogboekCollector.Status(status)(context, spans) : Task.FromResult(false);
        await using var host = await StartAsync(logboek);
        await CommitAsync(host, 0, 30);

        await Eventually.TrueAsync(() => logboek.Written.Count == 29 && Store.ProgressOf(Log, "logboek") == new Progress(0, 3));
        Assert.True(Logged("Error", $"{DeliveryHost.Line(3).TraceId}/{DeliveryHost.Line(3).SpanId}. It says: It answered {status}."));

        logboek.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => logboek.Written.Count == 30);
    }

    [Fact]
    public async Task A_Logboek_that_answers_400_to_everything_is_not_asked_for_each_line()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        logboek.Answers = LogboekCollector.Status(400);
        await using var host = await StartAsync(logboek, ("Logboek:FirstPause", "00:01:00"), ("Logboek:LongestPause", "00:01:00"));
        await CommitAsync(host, 0, 256);

        await Eventually.TrueAsync(() => Logged("Warning", "It took none of 2 lines that went alone"));
        Assert.Equal([256, 128, 64, 32, 16, 8, 4, 2, 1, 1], logboek.Calls);
    }

    [Fact]
    public async Task A_line_that_cannot_be_opened_waits_and_the_others_go()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        var opened = 0;
        var keys = new AlteredKeys(place => place.EndsWith("/_line/processing", StringComparison.Ordinal) && ++opened % 3 == 1
            ? new CryptographicException("The key is not at hand.")
            : null);
        await using var host = await DeliveryHost.StartAsync(
            Store,
            services =>
            {
                Capture(services);
                services.AddSingleton<ITenantKeys>(keys);
            },
            ("Logboek:Endpoint", $"{logboek.Endpoint}"), ("Logboek:FirstPause", "00:01:00"), ("Logboek:LongestPause", "00:01:00"));
        await CommitAsync(host, 0, 3);

        await Eventually.TrueAsync(() => logboek.Written.Count == 2);
        Assert.True(Logged("Error", "Line 0 of entry 0 cannot be opened for 'logboek'; it is kept and tried again"));
        Assert.Equal(Progress.Start, Store.ProgressOf(Log, "logboek"));
    }
}
