using System.Globalization;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.State;

/// <summary>Many changes of one document at once (commit-log 2).</summary>
public sealed class TurnTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task Two_hundred_changes_of_one_document_take_as_many_commits_and_none_is_lost()
    {
        await using var host = await StateHost.StartAsync(_store);
        var counter = await host.CreateAsync(new Request("0"));
        var key = StateKeys.Document(Tenants.One, "aanvragen", counter.Id);
        var (written, lost) = (0, 0);
        _store.OnTransact = operations =>
        {
            var counts = operations.Any(o => o.Key == key) ? Interlocked.Increment(ref written) : 0;
            return counts == 100 && Interlocked.Increment(ref lost) == 1 ? Fault.AnswerLost : Fault.None;
        };

        var others = Enumerable.Range(0, 200).Select(i => host.CreateAsync(new Request($"ander {i}"))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => IncrementAsync(host, counter.Id)));
        await Task.WhenAll(others);

        Assert.Equal("200", (await host.GetAsync(counter.Id))!.Data.Name);
        Assert.Equal(1, lost);
        Assert.InRange(written, 200, 203);
        Assert.Equal(201, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task Changes_are_made_in_order_of_arrival_and_one_whose_caller_left_is_not_made()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request(""));
        using var gate = new CommitGate(_store);
        using var leave = new CancellationTokenSource();
        var first = AppendAsync(host, made.Id, "0", CancellationToken.None);
        await gate.Reached;
        var waiting = new List<Task>();
        for (var i = 1; i < 6; i++)
        {
            waiting.Add(AppendAsync(host, made.Id, $"{i}", i == 3 ? leave.Token : CancellationToken.None));
            await Eventually.TrueAsync(() => host.Get<KeyTurns>().Waiting == waiting.Count);
        }

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[2]);
        gate.Open();
        await Task.WhenAll([first, .. waiting.Where(w => w != waiting[2])]);

        Assert.Equal("01245", (await host.GetAsync(made.Id))!.Data.Name);
    }

    [Fact]
    public async Task A_change_that_waits_too_long_for_its_turn_is_told_to_come_back()
    {
        var time = new ManualTime();
        var store = new FaultyStore(time);
        await using var host = await StateHost.StartAsync(store);
        var made = await host.CreateAsync(new Request("een"));
        var (decided, again, go) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var holder = host.Documents.ChangeAsync(
            Tenants.One,
            async (changes, ct) =>
            {
                var read = await changes.GetAsync(Request.All, made.Id, ct);
                if (Interlocked.Increment(ref decided) == 1)
                {
                    store.Touch(StateKeys.Document(Tenants.One, "aanvragen", made.Id));
                }
                else
                {
                    again.SetResult();
                    await go.Task;
                }

                return changes.Replace(Request.All, read!, new Request("twee"));
            },
            TestContext.Current.CancellationToken);
        await again.Task;
        var waiting = host.ReplaceAsync(made.Id, new Request("te laat"));

        await time.PassUntilAsync(() => waiting.IsCompleted);
        await Assert.ThrowsAsync<StateBusyException>(() => waiting);
        go.SetResult();

        await holder;
        Assert.Equal("drie", (await host.ReplaceAsync(made.Id, new Request("drie")))!.Data.Name);
    }

    private static Task<Document<Request>?> IncrementAsync(StateHost host, Guid id) => host.ReplaceAsync(
        id, read => new Request((int.Parse(read.Name, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)));

    private static Task<Document<Request>> AppendAsync(StateHost host, Guid id, string letter, CancellationToken cancellationToken) => host.Documents.ChangeAsync(
        Tenants.One,
        async (changes, ct) =>
        {
            var read = await changes.GetAsync(Request.All, id, ct);
            return changes.Replace(Request.All, read!, new Request(read!.Data.Name + letter));
        },
        cancellationToken);
}
