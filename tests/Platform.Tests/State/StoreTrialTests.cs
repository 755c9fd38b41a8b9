using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Trial;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Tests.State;

public sealed class StoreTrialTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_keeps_its_promises_passes_and_nothing_of_it_is_left()
    {
        var store = new CarelessStore();

        Assert.Equal(new TrialResult(TrialOutcome.Passed, ""), await TryAsync(store));

        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task Every_key_is_new_in_each_trial_and_expires_by_itself()
    {
        var store = new CarelessStore();
        await TryAsync(store);
        var first = store.Transactions.SelectMany(operations => operations).ToList();
        await TryAsync(store);
        var second = store.Transactions.SelectMany(operations => operations).Skip(first.Count).ToList();

        Assert.Empty(first.Select(o => o.Key).Intersect(second.Select(o => o.Key)));
        Assert.All(first.Where(o => o.Value is not null), o => Assert.Equal(TimeSpan.FromMinutes(10), o.TimeToLive));
        Assert.All(first, o => Assert.StartsWith("_/trial/", o.Key, StringComparison.Ordinal));
    }

    public static readonly TheoryData<string, string> Careless = new()
    {
        { nameof(CarelessStore.CarriesOutParts), "it carries out part of a transaction with an outdated etag" },
        { nameof(CarelessStore.StopsAtTheFirst), "it carries out part of a transaction with an outdated etag" },
        { nameof(CarelessStore.CreatesOver), "it acknowledges a transaction with a creation of a key that exists" },
        { nameof(CarelessStore.ForgetsEtagsOfWrites), "it acknowledges a transaction with an outdated etag" },
        { nameof(CarelessStore.ForgetsEtagsOfDeletes), "it acknowledges a transaction with a deletion under an outdated etag" },
        { nameof(CarelessStore.KeepsEtags), "it does not give back a change with an etag of its own" },
        { nameof(CarelessStore.LosesWrites), "it does not give back what it acknowledged" },
    };

    [Theory]
    [MemberData(nameof(Careless))]
    public async Task A_store_that_breaks_one_fails(string promise, string seen)
    {
        var store = new CarelessStore();
        typeof(CarelessStore).GetProperty(promise)!.SetValue(store, true);

        Assert.Equal(new TrialResult(TrialOutcome.Failed, seen), await TryAsync(store));
    }

    [Fact]
    public async Task A_store_that_is_silent_or_only_reads_has_not_failed()
    {
        Assert.Equal(TrialOutcome.Unknown, (await TryAsync(new CarelessStore { IsSilent = true })).Outcome);
        Assert.Equal(TrialOutcome.Unknown, (await TryAsync(new CarelessStore { RefusesWrites = true })).Outcome);
    }

    [Fact]
    public async Task A_store_that_comes_late_is_waited_for_and_used_only_then()
    {
        var store = new CarelessStore { IsSilent = true };
        using var host = Host(store);
        await host.StartAsync(Cancellation);
        var (tried, verdict) = (host.Services.GetRequiredService<IStateStore>(), host.Services.GetRequiredService<TrialVerdict>());
        await _time.PassUntilAsync(() => verdict.Missing?.Contains("it does not acknowledge a new key", StringComparison.Ordinal) == true);

        var early = tried.GetAsync("a", Cancellation);
        await _time.PassUntilAsync(() => early.IsCompleted);
        await Assert.ThrowsAsync<StateStoreException>(() => early);
        var write = tried.TransactAsync([StateOperation.Write("a", "een")], Cancellation);
        await _time.PassUntilAsync(() => write.IsCompleted);
        await Assert.ThrowsAsync<StateStoreException>(() => write);
        Assert.DoesNotContain(store.Transactions, operations => operations[0].Key == "a");

        store.IsSilent = false;
        await _time.PassUntilAsync(() => verdict.Missing is null);
        Assert.True(await tried.TransactAsync([StateOperation.Write("a", "een")], Cancellation));
        Assert.Equal("een", (await tried.GetAsync("a", Cancellation))?.Value);
        Assert.Single(await tried.GetManyAsync(["a"], Cancellation));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_call_that_came_first_goes_on_when_the_store_has_passed()
    {
        var store = new CarelessStore();
        using var host = Host(store);

        var early = host.Services.GetRequiredService<IStateStore>().GetAsync("a", Cancellation);
        Assert.False(early.IsCompleted);
        await host.StartAsync(Cancellation);

        Assert.Null(await early);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_component_and_is_named_with_those_that_pass()
    {
        using var host = Host(new CarelessStore { CarriesOutParts = true, CreatesOver = true });
        var error = new StringWriter();
        var before = Console.Error;
        // Only ends a test that would hang.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Console.SetError(error);
        try
        {
            await host.StartAsync(Cancellation);
            await host.WaitForShutdownAsync(limit.Token);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
        Assert.Contains("The component stops.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("'statestore' cannot be used", error.ToString(), StringComparison.Ordinal);
        Assert.All(["state.postgresql", "state.mysql", "state.sqlite", "Redis does not"], text => Assert.Contains(text, error.ToString(), StringComparison.Ordinal));
        Assert.Contains("is refused", host.Services.GetRequiredService<TrialVerdict>().Missing, StringComparison.Ordinal);
    }

    private static Task<TrialResult> TryAsync(IStateStore store) => new StoreTrial(store, new Identifiers(TimeProvider.System)).TryAsync(Cancellation);

    /// <summary>The trial without State, which would read and write beside it.</summary>
    private IHost Host(IStateStore store)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(new StateOptions());
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IIdentifiers, Identifiers>();
        builder.Services.AddSingleton<IStateStore>(_ => store);
        builder.Services.AddStoreTrial();
        return builder.Build();
    }
}
