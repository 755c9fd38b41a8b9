using System.Diagnostics;
using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Dapr;

public sealed class DaprStateStoreTests : IAsyncLifetime
{
    private const string Etag = "22d495b2-8dc5-4f21-a1b2-1e98d2462f02";

    public static readonly TheoryData<string> Stores = ["state-redis", "state-postgresql", "state-mysql", "state-sqlite", "state-inmemory"];

    private ScriptedSidecar _sidecar = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IStateStore Store => field ??= _sidecar.Client().GetRequiredService<IStateStore>();

    public async ValueTask InitializeAsync() => _sidecar = await ScriptedSidecar.StartAsync();

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task A_transaction_says_all_that_a_store_needs_to_refuse_it()
    {
        var acknowledged = await Store.TransactAsync(
            [
                StateOperation.Create("a/1", """{"n":1.10,"tekst":"é"}"""),
                StateOperation.Replace("a/2", "twee", Etag, TimeSpan.FromSeconds(100)),
                StateOperation.Write("a/3", "", TimeSpan.FromMinutes(1)),
                StateOperation.Delete("a/4", Etag),
            ],
            Cancellation);

        Assert.True(acknowledged);
        Assert.Equal("POST /v1.0/state/statestore/transaction", $"{_sidecar.Last}");
        Assert.Equal("application/json", _sidecar.Last.Headers["Content-Type"]);
        // Byte for byte: a quote in a value takes two bytes, and a letter its own.
        Assert.Equal(
            """{"operations":[""" +
            """{"operation":"upsert","request":{"key":"a/1","value":"{\"n\":1.10,\"tekst\":\"é\"}","options":{"concurrency":"first-write"}}},""" +
            """{"operation":"upsert","request":{"key":"a/2","value":"twee","etag":"22d495b2-8dc5-4f21-a1b2-1e98d2462f02","options":{"concurrency":"first-write"},"metadata":{"ttlInSeconds":"100"}}},""" +
            """{"operation":"upsert","request":{"key":"a/3","value":"","metadata":{"ttlInSeconds":"60"}}},""" +
            """{"operation":"delete","request":{"key":"a/4","etag":"22d495b2-8dc5-4f21-a1b2-1e98d2462f02"}}]}""",
            _sidecar.Last.Body);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Anything_but_204_on_a_transaction_is_false(string store)
    {
        var transactions = Exchange.Of("state", store).Where(exchange => exchange.Path.EndsWith("/transaction", StringComparison.Ordinal)).ToList();
        Assert.Contains(transactions, exchange => exchange.Answer.Status == 500);

        foreach (var exchange in transactions.Concat(Exchange.Of("unavailable", "down").Where(e => e.Path.EndsWith("/transaction", StringComparison.Ordinal))))
        {
            _sidecar.Always(exchange.Answer);

            Assert.Equal(exchange.Answer.Status == 204, await Store.TransactAsync([StateOperation.Write("a", "een")], Cancellation));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(409)]
    [InlineData(429)]
    public async Task Also_what_was_never_seen(int status)
    {
        _sidecar.Always(ScriptedAnswer.Json(status, "{}"));

        Assert.False(await Store.TransactAsync([StateOperation.Write("a", "een")], Cancellation));
    }

    [Fact]
    public async Task Also_a_connection_that_is_cut()
    {
        await Store.GetAsync("a", Cancellation);
        _sidecar.Always(null);

        Assert.False(await Store.TransactAsync([StateOperation.Write("a", "een")], Cancellation));
        Assert.Contains(_sidecar.Log.Lines, line => line.Contains($"127.0.0.1:{_sidecar.Port}", StringComparison.Ordinal));
    }

    /// <summary>Readiness waits for it, and tells when it takes long.</summary>
    [Fact]
    public async Task A_sidecar_that_is_not_there_yet_is_no_news()
    {
        _sidecar.Always(null);

        Assert.False(await Store.TransactAsync([StateOperation.Write("a", "een")], Cancellation));
        await Assert.ThrowsAsync<StateStoreException>(() => Store.GetAsync("a", Cancellation));

        Assert.Empty(_sidecar.Log.Lines);
    }

    [Fact]
    public async Task Also_silence()
    {
        var time = new ManualTime();
        var store = _sidecar.Client(time).GetRequiredService<IStateStore>();
        _sidecar.Answers = Never;

        var transaction = store.TransactAsync([StateOperation.Write("a", "een")], Cancellation);
        await _sidecar.SeesAsync(1);
        time.Pass(TimeSpan.FromSeconds(5));

        Assert.False(await transaction);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_text_is_read_as_it_stands_with_its_etag(string store)
    {
        var answer = Exchange.Answered("state", store, "get s");
        _sidecar.Always(answer);

        Assert.Equal(new StateItem("tekst", answer.ETag!), await Store.GetAsync("a/s", Cancellation));
        Assert.Equal("GET /v1.0/state/statestore/a%2Fs", $"{_sidecar.Last}");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_absent_key_is_null(string store)
    {
        _sidecar.Always(Exchange.Answered("state", store, "get, absent"));

        Assert.Null(await Store.GetAsync("a/absent", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_something_else_wrote_is_an_error_and_not_an_absence(string store)
    {
        foreach (var name in new[] { "get", "get n", "get z", "get l" })
        {
            _sidecar.Always(Exchange.Answered("state", store, name));

            await Assert.ThrowsAsync<StateStoreException>(() => Store.GetAsync("a", Cancellation));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Many_keys_are_read_at_once_and_absent_ones_are_not_in_it(string store)
    {
        var exchange = Exchange.Of("state", store).Single(e => e.Name == "bulk get, one absent");
        var keys = exchange.RequestBody!["keys"]!.AsArray().Select(key => (string)key!).ToList();
        var (text, absent) = (keys.Single(key => key.EndsWith("/s", StringComparison.Ordinal)), keys.Single(key => key.EndsWith("/absent", StringComparison.Ordinal)));
        _sidecar.Always(exchange.Answer);

        var found = await Store.GetManyAsync([text, absent, text], Cancellation);

        Assert.Equal("tekst", Assert.Single(found).Value.Value);
        Assert.Equal("POST /v1.0/state/statestore/bulk", $"{_sidecar.Last}");
        Assert.Equal($$"""{"keys":["{{text}}","{{absent}}"]}""", _sidecar.Last.Body);
        // A number, an object and null: something else wrote them.
        foreach (var other in keys.Except([text, absent]))
        {
            await Assert.ThrowsAsync<StateStoreException>(() => Store.GetManyAsync([text, other], Cancellation));
        }
    }

    [Theory]
    [InlineData("""[{"key":"a","data":"een","etag":"1"},{"key":"b","error":"words of the store"}]""")]
    [InlineData("""[{"key":"a","data":"een","etag":"1"}]""")]
    [InlineData("""[{"key":"a","data":"een","etag":"1"},{"key":"b","data":"twee"}]""")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>")]
    public async Task A_key_that_failed_is_a_failure_and_not_an_absence(string answer)
    {
        _sidecar.Always(ScriptedAnswer.Json(200, answer));

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => Store.GetManyAsync(["a", "b"], Cancellation));

        Assert.DoesNotContain("words", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("any", "store missing: get", "has no state store 'statestore' (Dapr:StateStore)")]
    [InlineData("any", "unknown path", "failed (404 ERR_DIRECT_INVOKE)")]
    [InlineData("state-postgresql", "save 5 MiB (over --max-body-size 4Mi)", "Dapr:MaxBodyBytes, 4194304,")]
    [InlineData("state-postgresql", "get with a header of 8 KiB (over --read-buffer-size 4Ki)", "raise its --read-buffer-size")]
    public async Task A_failure_says_what_is_wrong(string group, string exchange, string text) =>
        await FailureAsync(Exchange.Answered("state", group, exchange), text);

    [Fact]
    public async Task So_does_a_store_that_is_down()
    {
        await FailureAsync(Exchange.Answered("unavailable", "down", "store down (PostgreSQL): get"), "The state store 'statestore' failed (500 ERR_STATE_GET).");

        Assert.Contains(_sidecar.Log.Lines, line => line.Contains("user=postgres", StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_does_a_wrong_token() =>
        await FailureAsync(Exchange.Answered("tokens-and-app-health", "tokens", "state, no token"), "DAPR_API_TOKEN");

    [Fact]
    public async Task The_log_is_told_of_the_same_failure_once_in_a_while()
    {
        var time = new ManualTime();
        var store = _sidecar.Client(time).GetRequiredService<IStateStore>();
        _sidecar.Always(ScriptedAnswer.Error(500, "ERR_STATE_GET"));
        await ReadAsync(5);
        Assert.Single(_sidecar.Log.Lines);
        time.Pass(TimeSpan.FromSeconds(10));
        await ReadAsync(5);
        Assert.Equal(2, _sidecar.Log.Lines.Count);
        _sidecar.Always(ScriptedAnswer.Error(400, "ERR_STATE_STORE_NOT_FOUND"));
        await ReadAsync(1);
        Assert.Equal(3, _sidecar.Log.Lines.Count);

        async Task ReadAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await Assert.ThrowsAsync<StateStoreException>(() => store.GetAsync("a", Cancellation));
            }
        }
    }

    [Fact]
    public async Task So_it_is_of_keys_that_fail_in_a_bulk_get_and_of_troubles_that_take_turns()
    {
        var time = new ManualTime();
        var store = _sidecar.Client(time).GetRequiredService<IStateStore>();
        var failing = ScriptedAnswer.Json(200, $$"""[{"key":"a","error":"{{new string('x', 5000)}}"},{"key":"b","error":"words\nof the store"}]""");

        for (var i = 0; i < 3; i++)
        {
            _sidecar.Always(failing);
            await Assert.ThrowsAsync<StateStoreException>(() => store.GetManyAsync(["a", "b"], Cancellation));
            _sidecar.Always(ScriptedAnswer.Error(500, "ERR_STATE_BULK_GET"));
            await Assert.ThrowsAsync<StateStoreException>(() => store.GetManyAsync(["a", "b"], Cancellation));
        }

        Assert.Equal(2, _sidecar.Log.Lines.Count);
        Assert.All(_sidecar.Log.Lines, line => Assert.InRange(line.Length, 1, 1200));
    }

    [Fact]
    public async Task The_token_goes_with_each_request()
    {
        var store = _sidecar.Client(settings: ("DAPR_API_TOKEN", "example-sidecar-token\n")).GetRequiredService<IStateStore>();

        await store.GetAsync("a", Cancellation);
        await store.TransactAsync([StateOperation.Write("a", "een")], Cancellation);

        Assert.All(_sidecar.Seen, request => Assert.Equal("example-sidecar-token", request.Headers["dapr-api-token"]));
    }

    [Fact]
    public async Task What_is_too_large_is_not_sent()
    {
        var large = new string('x', 4 * 1024 * 1024);
        var keys = Enumerable.Range(0, 22_000).Select(n => $"{n}/{new string('k', 190)}").ToArray();

        var write = await Assert.ThrowsAsync<StateStoreException>(() => Store.TransactAsync([StateOperation.Write("a", large)], Cancellation));
        var read = await Assert.ThrowsAsync<StateStoreException>(() => Store.GetManyAsync(keys, Cancellation));

        Assert.All([write, read], refused => Assert.Contains("Dapr:MaxBodyBytes is 4194304", refused.Message, StringComparison.Ordinal));
        Assert.Empty(_sidecar.Seen);
    }

    [Fact]
    public async Task A_read_that_nobody_answers_fails_in_time()
    {
        var time = new ManualTime();
        var store = _sidecar.Client(time, settings: ("Dapr:Timeout", "00:00:02")).GetRequiredService<IStateStore>();
        _sidecar.Answers = Never;

        var read = store.GetAsync("a", Cancellation);
        await _sidecar.SeesAsync(1);
        time.Pass(TimeSpan.FromSeconds(2));

        Assert.Contains("within 00:00:02", (await Assert.ThrowsAsync<StateStoreException>(() => read)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a||b")]
    public async Task A_key_that_would_be_something_else_in_a_path_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, Cancellation));

        Assert.Empty(_sidecar.Seen);
    }

    [Fact]
    public async Task Calls_make_no_span_and_carry_no_trace()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Add(span),
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new Activity("request").Start();

        await Store.GetAsync("00000099000000001000/aanvragen/1", Cancellation);
        await Store.TransactAsync([StateOperation.Write("a", "een")], Cancellation);

        Assert.DoesNotContain(spans, span => span.TraceId == request.TraceId);
        Assert.All(_sidecar.Seen, seen => Assert.DoesNotContain("traceparent", seen.Headers.Keys));
    }

    private static async Task<ScriptedAnswer?> Never(SeenRequest request)
    {
        await Task.Delay(Timeout.Infinite, Cancellation);
        return null;
    }

    private async Task FailureAsync(ScriptedAnswer answer, string text)
    {
        _sidecar.Always(answer);

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => Store.GetAsync("a", Cancellation));

        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        var words = answer.ContentType == "application/json" ? (string?)JsonNode.Parse(answer.Body!)!["message"] : null;
        if (words is not null)
        {
            Assert.DoesNotContain(words, failure.ToString(), StringComparison.Ordinal);
            Assert.Contains(_sidecar.Log.Lines, line => line.Contains(words, StringComparison.Ordinal));
        }
    }
}
