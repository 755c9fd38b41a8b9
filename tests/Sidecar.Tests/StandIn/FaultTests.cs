using System.Net;
using CommonGround.Sidecar.Faults;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.StandIn;

/// <summary>What a test can let go wrong.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly StateComponent _store = new("state", StateStoreKind.PostgreSql);
    private StandInSidecar _sidecar = null!;
    private SidecarClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await StandInSidecar.StartAsync(new SidecarOptions { AppId = "app", StateStores = [_store] });
        _client = new SidecarClient(_sidecar);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sidecar.DisposeAsync();
    }

    [Fact]
    public async Task A_fault_meets_the_requests_it_names_as_often_as_it_says()
    {
        _sidecar.Faults.Add(new Fault(FaultKind.Fail, "/transaction", Times: 1));

        Assert.Equal(HttpStatusCode.NoContent, await _client.SaveAsync("state", "a", "een"));
        Assert.Equal("500", await _client.TransactAsync("state", "a", "1"));
        Assert.Equal("204", await _client.TransactAsync("state", "a", "1"));
        Assert.Equal(1, _sidecar.Faults.Met);
    }

    [Fact]
    public async Task A_closed_connection_leaves_nothing()
    {
        _sidecar.Faults.Add(new Fault(FaultKind.Close, "/transaction", Times: 1));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.TransactAsync("state", "a", "1"));

        Assert.Empty(_store.Everything());
    }

    [Fact]
    public async Task A_connection_cut_after_a_commit_leaves_what_was_committed()
    {
        _sidecar.Faults.Add(new Fault(FaultKind.CutAfter, "/transaction", Times: 1));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.TransactAsync("state", "a", "\"een\""));

        Assert.Equal("\"een\"", Assert.Single(_store.Everything()).Value);
    }

    [Fact]
    public async Task A_slow_request_waits_while_others_go_on()
    {
        _sidecar.Faults.Add(new Fault(FaultKind.Slow, "/transaction", Times: 1) { Delay = TimeSpan.FromHours(1) });

        var slow = _client.TransactAsync("state", "a", "1");
        await Eventually.IsTrueAsync(() => _sidecar.Faults.Met == 1, "the request meets the fault");

        Assert.Equal("204", await _client.TransactAsync("state", "b", "1"));
        Assert.False(slow.IsCompleted);
        await _sidecar.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => slow);
    }

    [Fact]
    public async Task A_store_that_is_down_answers_500_and_comes_back_with_what_it_had()
    {
        await _client.SaveAsync("state", "a", "een");

        _store.Down = true;
        Assert.Equal(HttpStatusCode.InternalServerError, await _client.SaveAsync("state", "a", "twee"));
        Assert.Equal(HttpStatusCode.NoContent, (await _client.GetAsync("/v1.0/healthz/outbound")).Status);
        _store.Down = false;

        Assert.Equal("\"een\"", await _client.GetAsync("state", "a"));
    }

    [Fact]
    public async Task A_store_that_is_full_takes_nothing_and_reads_what_it_has()
    {
        await _client.SaveAsync("state", "a", "een");

        _store.Full = true;
        Assert.Equal(HttpStatusCode.InternalServerError, await _client.SaveAsync("state", "a", "twee"));
        Assert.Equal("500", await _client.TransactAsync("state", "b", "1"));
        Assert.Equal("\"een\"", await _client.GetAsync("state", "a"));
        _store.Full = false;

        Assert.Equal(HttpStatusCode.NoContent, await _client.SaveAsync("state", "a", "twee"));
    }

    [Fact]
    public async Task A_sidecar_that_starts_late_refuses_connections_until_then()
    {
        await using var late = new StandInSidecar(new SidecarOptions { AppId = "late", StateStores = [_store] });
        using var client = new SidecarClient(late);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SaveAsync("state", "a", "een"));

        await late.StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, await client.SaveAsync("state", "a", "een"));
    }

    [Fact]
    public async Task A_sidecar_that_is_restarted_has_its_port_and_its_store()
    {
        await _client.SaveAsync("state", "a", "een");

        await _sidecar.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetAsync("state", "a"));
        await _sidecar.StartAsync();

        Assert.Equal("\"een\"", await _client.GetAsync("state", "a"));
    }

    [Fact]
    public async Task Numbers_come_back_as_Go_writes_them_and_strings_as_they_were()
    {
        await _client.TransactAsync("state", "n", """{"z":1.10,"a":9007199254740993,"g":123000000000000000000000000000,"k":0.0000001,"d":1e3}""");
        await _client.TransactAsync("state", "s", """ "{\"z\":1.10,\"é\":\"\\u00e9\"}" """);

        Assert.Equal("""{"a":9007199254740992,"d":1000,"g":1.23e+29,"k":1e-7,"z":1.1}""", await _client.GetAsync("state", "n"));
        Assert.Equal(""" "{\"z\":1.10,\"é\":\"\\u00e9\"}" """.Trim(), await _client.GetAsync("state", "s"));
    }
}
