using System.Collections.Concurrent;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.State;

/// <summary>How a replica goes on in a new log (commit-log 3, 7).</summary>
public sealed class RollTests
{
    private readonly ManualTime _time = new();
    private readonly FaultyStore _store;

    public RollTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task After_so_many_entries_it_ends_its_log_and_registers_the_next_in_one_transaction()
    {
        var seen = new ConcurrentQueue<IReadOnlyList<StateOperation>>();
        _store.OnTransact = operations =>
        {
            seen.Enqueue(operations);
            return Fault.None;
        };
        // A roll that meets the drain of the log before it is the next test's.
        var rolled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.BeforeTransact = operations => IsDrain(operations) ? rolled.Task : Task.CompletedTask;
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "3"));
        for (var i = 0; i < 8; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        rolled.SetResult();
        var sent = seen.ToList();
        var rolls = sent.Where(IsRoll).ToList();
        Assert.Equal(2, rolls.Count);
        Assert.All(rolls, roll => Assert.Contains(roll, o => o.Key == StateKeys.Registration));
        Assert.All(rolls, roll => Assert.Contains(roll, o => o.Key.EndsWith("/progress/index", StringComparison.Ordinal)));
        var logs = sent.SelectMany(o => o)
            .Where(o => o.Condition == StateCondition.Absent && o.Key.EndsWith("/progress/index", StringComparison.Ordinal))
            .Select(o => o.Key.Split('/')[1]).ToList();
        Assert.Equal(EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(logs[0], 3)]).Kind);
        Assert.Equal(EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(logs[1], 3)]).Kind);
        Assert.Equal(logs[2], host.Get<CurrentLog>().Log!.Id);
        // The heartbeat of each is there before its registration.
        Assert.All(logs, log => Assert.True(
            sent.FindIndex(o => o.Any(k => k.Key == StateKeys.Heartbeat(log))) < sent.FindIndex(o => o.Any(k => k.Key.StartsWith($"_/{log}/progress", StringComparison.Ordinal)))));
        Assert.Equal(TimeSpan.FromSeconds(30), _store.TimeToLive(StateKeys.Heartbeat(logs[2])));
        Assert.Equal(8, (await host.ListAsync()).Count);
        await _time.PassUntilAsync(() => Registered().Logs.Count == 1);
        Assert.Equal(8, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task A_roll_that_meets_the_drain_of_the_log_before_it_costs_a_void_and_is_tried_again_later()
    {
        var (rolls, drain) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _store.BeforeTransact = async operations =>
        {
            if (IsDrain(operations))
            {
                await drain.Task;
            }
            else if (IsRoll(operations) && Interlocked.Increment(ref rolls) == 2)
            {
                // It has read the registration, and the drain changes that before it lands.
                drain.SetResult();
                await Eventually.TrueAsync(() => Registered().Logs.Count == 1);
            }
        };
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "3"));
        for (var i = 0; i < 8; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        var log = host.Get<CurrentLog>().Log!;
        Assert.Equal(2, rolls);
        Assert.Equal(EntryKind.Void, Entry.Read(_store.Dump()[StateKeys.Entry(log.Id, 3)]).Kind);
        Assert.Equal(6, log.Next);
        Assert.Equal(log.Id, Assert.Single(Registered().Logs).Id);
        await _time.PassUntilAsync(() => HasLeft(host, log.Id));
        Assert.Equal(8, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task After_its_life_it_rolls_without_a_commit_and_an_empty_one_not_again()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogLife", "00:01:00"));
        var began = _time.GetUtcNow();
        await host.CreateAsync(new Request("een"));
        var first = host.Get<CurrentLog>().Log!.Id;

        await _time.PassUntilAsync(() => HasLeft(host, first));
        Assert.True(_time.GetUtcNow() - began >= TimeSpan.FromMinutes(1));
        var second = host.Get<CurrentLog>().Log!.Id;
        var later = _time.GetUtcNow() + TimeSpan.FromMinutes(3);
        await _time.PassUntilAsync(() => _time.GetUtcNow() > later);

        Assert.Equal(second, host.Get<CurrentLog>().Log!.Id);
        Assert.Equal([second], Registered().Logs.Select(l => l.Id));
    }

    [Theory]
    [InlineData(nameof(Fault.AnswerLost), false)]
    [InlineData(nameof(Fault.NotLanded), true)]
    [InlineData(nameof(Fault.LandsLate), true)]
    public async Task A_roll_that_is_not_acknowledged_is_settled_before_anything_else(string fault, bool isVoid)
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "2"));
        _store.FailNext(Enum.Parse<Fault>(fault), IsRoll);
        await host.CreateAsync(new Request("0"));
        await host.CreateAsync(new Request("1"));
        var log = host.Get<CurrentLog>().Log!.Id;
        await host.CreateAsync(new Request("2"));

        Assert.All(_store.LandLate(), Assert.False);
        Assert.Equal(isVoid ? EntryKind.Void : EntryKind.End, Entry.Read(_store.Dump()[StateKeys.Entry(log, 2)]).Kind);
        Assert.Equal(isVoid, host.Get<CurrentLog>().Log!.Id == log);
        Assert.Equal(isVoid, host.Get<Heartbeat>().BeatsFor(log));
        Assert.Equal(host.Get<CurrentLog>().Log!.Id, Assert.Single(Registered().Logs, l => l.End is null).Id);

        // The void cost a number; it is tried again after a while, not with each commit.
        await host.CreateAsync(new Request("3"));
        Assert.Equal(isVoid, host.Get<CurrentLog>().Log!.Id == log);
        await _time.PassUntilAsync(() => HasLeft(host, log));
        await host.CreateAsync(new Request("4"));
        Assert.Equal(["0", "1", "2", "3", "4"], (await host.ListAsync()).Select(d => d.Data.Name).Order());
    }

    [Fact]
    public async Task A_roll_that_finds_the_end_of_another_goes_on_in_a_log_of_its_own()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("LogEntries", "2"));
        await using var other = await StateHost.StartAsync(_store);
        await host.CreateAsync(new Request("0"));
        await host.CreateAsync(new Request("1"));
        var log = host.Get<CurrentLog>().Log!.Id;
        var rolled = 0;
        _store.BeforeTransact = operations => IsRoll(operations) && Interlocked.Increment(ref rolled) == 1 ? other.TakeOverAsync() : Task.CompletedTask;

        await host.CreateAsync(new Request("2"));

        Assert.Equal(1, rolled);
        Assert.NotEqual(log, host.Get<CurrentLog>().Log!.Id);
        Assert.Contains(Registered().Logs, l => l.Id == host.Get<CurrentLog>().Log!.Id);
        Assert.False(host.Get<Heartbeat>().BeatsFor(log));
        Assert.Equal(["0", "1", "2"], (await host.ListAsync()).Select(d => d.Data.Name).Order());
    }

    [Fact]
    public async Task After_a_fault_of_our_own_the_log_that_a_roll_registered_does_not_stay()
    {
        await using var host = await StateHost.StartAsync(
            _store, services => services.AddSingleton<ILogger<Roll>>(new ThrowingLogger<Roll>()), null, ("LogEntries", "2"));
        await host.CreateAsync(new Request("0"));
        await host.CreateAsync(new Request("1"));
        await Assert.ThrowsAsync<StateUnavailableException>(() => host.CreateAsync(new Request("niet gedaan")));
        var next = Assert.Single(Registered().Logs, l => l.End is null).Id;
        Assert.False(host.Get<Heartbeat>().BeatsFor(next));

        await host.CreateAsync(new Request("2"));
        await _time.PassUntilAsync(() => Registered().Find(next) is null);

        Assert.Equal(["0", "1", "2"], (await host.ListAsync()).Select(d => d.Data.Name).Order());
    }

    // Between one log and the next it has none.
    private static bool HasLeft(StateHost host, string log) => host.Get<CurrentLog>().Log is { } current && current.Id != log;

    // The log goes from the registration to its drained document.
    private static bool IsDrain(IReadOnlyList<StateOperation> operations) => operations.Any(o => o.Key.StartsWith("_/drained/", StringComparison.Ordinal));

    // Its own end and its next log; a fence has no progress keys.
    private static bool IsRoll(IReadOnlyList<StateOperation> operations) =>
        operations.Any(o => o.Value?.Contains("\"kind\":\"end\"", StringComparison.Ordinal) == true)
        && operations.Any(o => o.Key.Contains("/progress/", StringComparison.Ordinal));

    private Registration Registered() => JsonSerializer.Deserialize(_store.Dump()[StateKeys.Registration], StateJson.Platform.Registration)!;
}
