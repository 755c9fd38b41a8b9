using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.State;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>Events survive: a restart, a kill, a full disk, and a file of before there were events.</summary>
public sealed class BrokerDurabilityTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_component_that_is_down_gets_its_events_when_it_starts()
    {
        await (await StartAsync("a", new TestReceiver(TestReceiver.Meldingen))).DisposeAsync();
        await using (var other = await StartAsync("b"))
        {
            await other.PublishAsync("meldingen", "1", "2");
        }

        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1", "2"], receiver.Ids("meldingen").Order());
    }

    [Fact]
    public async Task What_a_clean_stop_interrupts_is_delivered_again_and_counts_as_no_try()
    {
        var hanging = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters) { Answer = HangAsync };
        for (var stop = 1; stop <= 7; stop++)
        {
            await using var host = await EventHost.StartAsync(_folder.StateFile, "a", hanging);
            if (stop == 1)
            {
                await host.PublishAsync("meldingen", "1");
            }

            var seen = stop;
            await Eventually.TrueAsync(() => hanging.Came.Count == seen);
        }

        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters);
        await using var last = await StartAsync("a", receiver);
        await Eventually.TrueAsync(() => !receiver.Came.IsEmpty);

        Assert.Equal(["1"], receiver.Ids("meldingen"));
    }

    [Fact]
    public async Task What_a_killed_replica_had_goes_to_another_when_its_lease_ends()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        using (var child = ChildProcess.Start("receive", _folder.StateFile))
        {
            Assert.Equal("started", await child.LineAsync());
            await using (var publisher = await StartAsync("b"))
            {
                await publisher.PublishAsync("meldingen", "1");
            }

            Assert.Equal("meldingen", await child.LineAsync());
            child.Kill();
            await child.EndAsync();
        }

        Assert.Equal((1, 1), EventHost.Kept(_folder.StateFile));
        await using var host = await StartAsync("a", receiver);
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["1"], receiver.Ids("meldingen"));
    }

    [Fact]
    public async Task What_kills_its_process_each_time_ends_among_the_dead_letters()
    {
        await (await StartAsync("a", new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters))).DisposeAsync();
        await using (var publisher = await StartAsync("b"))
        {
            await publisher.PublishAsync("meldingen", "1");
        }

        for (var kill = 0; kill < 2; kill++)
        {
            using var child = ChildProcess.Start("receive", _folder.StateFile);
            string?[] printed = [await child.LineAsync(), await child.LineAsync()];
            Assert.Equal(["meldingen", "started"], printed.Order());
            child.Kill();
            await child.EndAsync();
        }

        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters);
        await using var host = await StartAsync("a", receiver, ("Embedded:Events:Tries", "2"));
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));

        Assert.Equal(["meldingen-dead"], receiver.Came.Select(one => one.Topic));
    }

    [Fact]
    public async Task What_was_acknowledged_is_delivered_after_a_kill()
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);
        var acknowledged = new List<string>();
        using (var child = ChildProcess.Start("publish", _folder.StateFile))
        {
            while (acknowledged.Count < 40)
            {
                acknowledged.Add(await child.LineAsync() ?? throw new InvalidOperationException($"The child ended: {(await child.EndAsync()).Error}"));
            }

            child.Kill();
            acknowledged.AddRange((await child.EndAsync()).Output.Split('\n').SkipLast(1).Select(line => line.Trim()));
        }

        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));
        Assert.Superset(acknowledged.ToHashSet(), receiver.Ids("meldingen").ToHashSet());
        Assert.Equal(receiver.Ids("meldingen").Distinct().Count(), receiver.Came.Count);
    }

    [Fact]
    public async Task A_full_disk_takes_no_event_and_says_so_and_what_was_taken_arrives()
    {
        await (await StartAsync("a", new TestReceiver(TestReceiver.Meldingen))).DisposeAsync();
        await using var publisher = await StartAsync("b", null, ("Embedded:LargestFile", $"{1024 * 1024}"));
        var taken = 0;
        var full = await Assert.ThrowsAsync<EventBrokerException>(async () =>
        {
            for (; taken < 1000; taken++)
            {
                await publisher.Broker.PublishAsync("meldingen", [new($"{taken}", EventHost.Event($"{taken}", new string('a', 60_000)), null)], Cancel);
            }
        });

        Assert.Contains("is full, or the file as large as Embedded:LargestFile allows", full.Message, StringComparison.Ordinal);
        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);
        await Eventually.TrueAsync(() => EventHost.Kept(_folder.StateFile) == (0, 0));
        Assert.Equal(taken, receiver.Ids("meldingen").Distinct().Count());
    }

    [Fact]
    public async Task A_file_of_before_there_were_events_gets_them_and_keeps_its_state()
    {
        using (var store = EmbeddedFolder.Open(_folder.StateFile))
        {
            Assert.True(await store.TransactAsync([StateOperation.Create("sleutel", "waarde")], Cancel));
        }

        using (var connection = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE delivery; DROP TABLE event; DROP TABLE subscription; DROP TABLE component; PRAGMA user_version = 1";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var receiver = new TestReceiver(TestReceiver.Meldingen);
        await using var host = await StartAsync("a", receiver);
        await host.PublishAsync("meldingen", "1");
        await Eventually.TrueAsync(() => !receiver.Came.IsEmpty);

        Assert.Equal("waarde", (await _folder.Store().GetAsync("sleutel", Cancel))?.Value);
    }

    [Theory]
    [InlineData("Embedded:Events:Tries", "0")]
    [InlineData("Embedded:Events:AtOnce", "veel")]
    [InlineData("Embedded:Events:LongestPause", "00:00:00.5")]
    public async Task A_wrong_setting_refuses_the_start_and_is_named(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("a", null, (setting, value)));

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<DeliveryOutcome> HangAsync(string cloudEvent, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return DeliveryOutcome.Success;
    }

    /// <summary>Deliveries end soon, so that leases do.</summary>
    private Task<EventHost> StartAsync(string app, IEventReceiver? receiver = null, params (string Name, string Value)[] settings) =>
        EventHost.StartAsync(_folder.StateFile, app, receiver, null, [("Embedded:Events:DeliveryTimeout", "00:00:01"), .. settings]);
}
