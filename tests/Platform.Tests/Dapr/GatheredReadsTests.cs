using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

/// <summary>Reads of single keys at the same time: one call is under way, what comes meanwhile leaves together.</summary>
public sealed class GatheredReadsTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ScriptedSidecar _sidecar = null!;
    private IStateStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await ScriptedSidecar.StartAsync();
        _store = _sidecar.Client(_time).GetRequiredService<IStateStore>();
        _sidecar.Answers = AnswerAsync;
    }

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task One_after_the_other_each_is_a_plain_get()
    {
        _first.SetResult();

        Assert.Equal("value of a", (await _store.GetAsync("a", Cancellation))?.Value);
        Assert.Equal("value of b", (await _store.GetAsync("b", Cancellation))?.Value);

        Assert.Equal(["GET /v1.0/state/statestore/a", "GET /v1.0/state/statestore/b"], _sidecar.Seen.Select(request => $"{request}"));
    }

    [Fact]
    public async Task What_comes_meanwhile_leaves_in_one_bulk_get()
    {
        var first = await BeginAsync();
        string[] keys = ["b", "c", "b", "absent", "d"];
        var others = keys.Select(key => _store.GetAsync(key, Cancellation)).ToList();
        _first.SetResult();

        var items = await Task.WhenAll(others);

        Assert.Equal("value of a", (await first)?.Value);
        Assert.Equal(["value of b", "value of c", "value of b", null, "value of d"], items.Select(item => item?.Value));
        Assert.Equal(["GET /v1.0/state/statestore/a", "POST /v1.0/state/statestore/bulk"], _sidecar.Seen.Select(request => $"{request}"));
    }

    [Fact]
    public async Task A_read_is_never_answered_by_a_call_that_had_left_before_it()
    {
        var first = await BeginAsync();
        var again = _store.GetAsync("a", Cancellation);
        _first.SetResult();

        await Task.WhenAll(first, again);

        Assert.Equal(2, _sidecar.Seen.Count);
    }

    [Fact]
    public async Task One_key_that_fails_fails_alone()
    {
        var first = await BeginAsync();
        var (good, bad) = (_store.GetAsync("b", Cancellation), _store.GetAsync("fails", Cancellation));
        _first.SetResult();

        Assert.Equal("value of b", (await good)?.Value);
        await Assert.ThrowsAsync<StateStoreException>(() => bad);
        await first;
    }

    [Fact]
    public async Task A_call_that_fails_fails_for_all_and_the_next_goes_on()
    {
        var first = await BeginAsync();
        Task<StateItem?>[] down = [_store.GetAsync("b", Cancellation), _store.GetAsync("down", Cancellation)];
        _first.SetResult();

        await Assert.ThrowsAsync<StateStoreException>(() => down[0]);
        await Assert.ThrowsAsync<StateStoreException>(() => down[1]);
        await first;
        Assert.Equal("value of c", (await _store.GetAsync("c", Cancellation))?.Value);
    }

    [Fact]
    public async Task One_who_gives_up_takes_nobody_with_it()
    {
        using var impatient = new CancellationTokenSource();
        var first = _store.GetAsync("a", impatient.Token);
        await _sidecar.SeesAsync(1);
        var other = _store.GetAsync("b", Cancellation);
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _first.SetResult();
        Assert.Equal("value of b", (await other)?.Value);
    }

    [Fact]
    public async Task More_than_256_leave_in_several_calls()
    {
        var first = await BeginAsync();
        var others = Enumerable.Range(0, 600).Select(n => _store.GetAsync($"{n}", Cancellation)).ToList();
        _first.SetResult();

        var items = await Task.WhenAll(others);

        Assert.Equal(Enumerable.Range(0, 600).Select(n => $"value of {n}"), items.Select(item => item!.Value));
        Assert.Equal([256, 256, 88], _sidecar.Seen.Skip(1).Select(request => JsonNode.Parse(request.Body)!["keys"]!.AsArray().Count));
        await first;
    }

    [Fact]
    public async Task Past_4096_that_wait_a_read_is_refused_and_those_who_wait_are_not()
    {
        var first = await BeginAsync();
        var others = Enumerable.Range(0, 4096).Select(n => _store.GetAsync($"{n}", Cancellation)).ToList();

        var refused = await Assert.ThrowsAsync<StateStoreException>(() => _store.GetAsync("one more", Cancellation));
        var again = _store.GetAsync("4095", Cancellation);
        _first.SetResult();

        Assert.Contains("4096 reads wait", refused.Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll([.. others, again]), Assert.NotNull);
        await first;
    }

    /// <summary>A store that hangs: who asked meanwhile has given up when it is over.</summary>
    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_sent()
    {
        var first = await BeginAsync();
        var late = _store.GetAsync("late", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(1));
        var again = _store.GetAsync("b", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<StateStoreException>(() => first);
        _first.SetResult();

        Assert.Equal("value of b", (await again)?.Value);
        Assert.Contains("waited too long", (await Assert.ThrowsAsync<StateStoreException>(() => late)).Message, StringComparison.Ordinal);
        Assert.Equal(["GET /v1.0/state/statestore/a", "GET /v1.0/state/statestore/b"], _sidecar.Seen.Select(request => $"{request}"));
    }

    /// <summary>A store that is slow: an answer that would come too late takes the place of one that would not.</summary>
    [Fact]
    public async Task What_the_next_call_would_answer_too_late_is_not_sent()
    {
        var first = await BeginAsync();
        var late = _store.GetAsync("late", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(2));
        var inTime = _store.GetAsync("b", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(1));
        _first.SetResult();

        Assert.Equal("value of b", (await inTime)?.Value);
        await Assert.ThrowsAsync<StateStoreException>(() => late);
        Assert.NotNull(await first);
        Assert.NotNull(await _store.GetAsync("late", Cancellation));
    }

    /// <summary>On a machine that is busy an answer may be seen later than the limit. After it too the store is asked.</summary>
    [Fact]
    public async Task After_an_answer_that_came_at_the_limit_reads_are_sent()
    {
        var first = await BeginAsync();
        _time.Slip(TimeSpan.FromSeconds(6));
        _first.SetResult();
        Assert.NotNull(await first);

        Assert.Equal("value of b", (await _store.GetAsync("b", Cancellation))?.Value);
    }

    [Fact]
    public async Task A_caller_without_a_context_reads_too()
    {
        _first.SetResult();
        Task<StateItem?> read;
        using (ExecutionContext.SuppressFlow())
        {
            read = _store.GetAsync("a", Cancellation);
        }

        Assert.Equal("value of a", (await read)?.Value);
    }

    private async Task<Task<StateItem?>> BeginAsync()
    {
        var first = _store.GetAsync("a", Cancellation);
        await _sidecar.SeesAsync(1);
        return first;
    }

    private async Task<ScriptedAnswer?> AnswerAsync(SeenRequest request)
    {
        await _first.Task;
        if (request.Method == "GET")
        {
            return ScriptedAnswer.Json(200, $"\"value of {request.Target.Split('/')[^1]}\"", "1");
        }

        var keys = JsonNode.Parse(request.Body)!["keys"]!.AsArray().Select(key => (string)key!).ToList();
        return keys.Contains("down")
            ? ScriptedAnswer.Error(500, "ERR_STATE_BULK_GET")
            : ScriptedAnswer.Json(200, new JsonArray([.. keys.Select(Item)]).ToJsonString());
    }

    private static JsonObject Item(string key) => key switch
    {
        "absent" => new() { ["key"] = key },
        "fails" => new() { ["key"] = key, ["error"] = "words of the store" },
        _ => new() { ["key"] = key, ["data"] = $"value of {key}", ["etag"] = "1" },
    };
}
