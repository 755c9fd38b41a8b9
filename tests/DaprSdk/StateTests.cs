using System.Text;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Tests.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace CommonGround.DaprSdk.Tests;

/// <summary>The state store by the SDK: what goes out, and what becomes of what comes back.</summary>
public sealed class StateTests : IDisposable
{
    private readonly FakeSidecar _sidecar = new();
    private readonly ManualTime _time = new();
    private readonly Lines<DaprStateStore> _log = new();
    private readonly DaprStateStore _store;

    public StateTests() => _store = new(_sidecar, new SdkCalls(_time), Options.Create(new DaprOptions()), _time, _log);

    public void Dispose() => _sidecar.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The client over HTTP sends a JSON string, which a sidecar stores as JSON: the same bytes, but for how they are escaped.</summary>
    [Theory]
    [InlineData("""{"schema":1,"version":3,"data":{"bedrag":1.10,"naam":"Zoë \"de\" Boer"}}""")]
    [InlineData("")]
    [InlineData("\u0000 \\ / 🙂 \u2028")]
    public async Task A_value_is_a_JSON_string_and_comes_back_to_the_letter(string text)
    {
        Assert.True(await _store.TransactAsync([StateOperation.Write("a", text)], Cancellation));
        var sent = Assert.Single(_sidecar.Transacted).Value!;
        _sidecar.State["a"] = (sent, "1");
        _sidecar.State["b"] = (JsonSerializer.SerializeToUtf8Bytes(text), "2");

        Assert.Equal(text, JsonSerializer.Deserialize<string>(sent));
        Assert.Equal(new StateItem(text, "1"), await _store.GetAsync("a", Cancellation));
        Assert.Equal(new StateItem(text, "2"), await _store.GetAsync("b", Cancellation));
    }

    [Fact]
    public async Task A_quote_takes_two_bytes_as_over_HTTP()
    {
        await _store.TransactAsync([StateOperation.Write("a", "{\"é\":1}")], Cancellation);

        Assert.Equal("\"{\\\"é\\\":1}\"", Encoding.UTF8.GetString(Assert.Single(_sidecar.Transacted).Value!));
    }

    [Fact]
    public async Task Each_condition_is_what_Dapr_calls_it()
    {
        await _store.TransactAsync(
            [
                StateOperation.Create("create", "v", TimeSpan.FromMinutes(2)), StateOperation.Replace("replace", "v", "7"), StateOperation.Write("write", "v"),
                StateOperation.Delete("delete", "8"),
            ],
            Cancellation);

        Assert.Equal(
            [
                ("create", StateOperationType.Upsert, null, ConcurrencyMode.FirstWrite, "120"), ("replace", StateOperationType.Upsert, "7", ConcurrencyMode.FirstWrite, null),
                ("write", StateOperationType.Upsert, null, null, null), ("delete", StateOperationType.Delete, "8", null, null),
            ],
            _sidecar.Transacted.Select(one => (one.Key, one.OperationType!.Value, one.ETag, one.Options?.Concurrency, one.Metadata?["ttlInSeconds"])));
        Assert.Null(_sidecar.Transacted[^1].Value);
    }

    [Fact]
    public async Task Absent_keys_are_left_out()
    {
        _sidecar.State["a"] = ("\"1\""u8.ToArray(), "x");

        var found = await _store.GetManyAsync(["a", "b", "a"], Cancellation);

        Assert.Equal("a", Assert.Single(found).Key);
        Assert.Null(await _store.GetAsync("b", Cancellation));
    }

    /// <summary>The SDK's bulk get leaves the error out, and the key would look absent.</summary>
    [Fact]
    public async Task A_key_that_failed_is_never_absent()
    {
        _sidecar.State["a"] = ("\"1\""u8.ToArray(), "x");
        _sidecar.Failing.Add("b");

        await Assert.ThrowsAsync<StateStoreException>(() => _store.GetManyAsync(["a", "b", "c"], Cancellation));
        var failure = await Assert.ThrowsAsync<StateStoreException>(() => _store.GetAsync("b", Cancellation));

        Assert.DoesNotContain("db.intern", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_log.All, line => line.Contains("db.intern", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_hears_of_the_same_failure_once_in_a_while()
    {
        _sidecar.Failing.Add("b");

        foreach (var later in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1) })
        {
            _time.Pass(later);
            await Assert.ThrowsAsync<StateStoreException>(() => _store.GetAsync("b", Cancellation));
        }

        Assert.Equal(2, _log.All.Count);
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("1")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("\"a")]
    [InlineData("null")]
    public async Task A_value_that_the_platform_did_not_write_is_refused(string value)
    {
        _sidecar.State["a"] = (Encoding.UTF8.GetBytes(value), "x");

        await Assert.ThrowsAsync<StateStoreException>(() => _store.GetAsync("a", Cancellation));
    }

    [Fact]
    public async Task A_transaction_that_failed_or_was_not_answered_is_not_acknowledged()
    {
        _sidecar.Failing.Add("statestore");
        Assert.False(await _store.TransactAsync([StateOperation.Write("a", "v")], Cancellation));

        _sidecar.IsSilent = true;
        var silent = _store.TransactAsync([StateOperation.Write("a", "v")], Cancellation);
        _time.Pass(TimeSpan.FromSeconds(6));
        Assert.False(await silent);
    }

    [Fact]
    public async Task A_read_that_is_not_answered_in_time_fails_and_one_that_is_given_up_is_cancelled()
    {
        _sidecar.IsSilent = true;
        var read = _store.GetAsync("a", Cancellation);
        _time.Pass(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<StateStoreException>(() => read);

        using var stop = new CancellationTokenSource();
        var given = _store.GetAsync("a", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        // The SDK may be done with a failure just when its caller is.
        _sidecar.IsSilent = false;
        _sidecar.Failing.Add("a");
        await Assert.ThrowsAsync<StateStoreException>(() => _store.GetAsync("a", stop.Token));
    }

    [Fact]
    public async Task What_is_too_large_is_not_sent()
    {
        var value = new string('x', 2 * 1024 * 1024);

        var failure = await Assert.ThrowsAsync<StateStoreException>(
            () => _store.TransactAsync([StateOperation.Write("a", value), StateOperation.Write("b", value)], Cancellation));

        Assert.Contains("Dapr:MaxBodyBytes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_sidecar.Transacted);
    }
}
