using System.Net;
using System.Text;
using CommonGround.Platform.Invocation;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>What is tried again, what is not, and when.</summary>
public sealed class RepetitionTests
{
    private static readonly (string Name, string Value) s_soon = ("FirstPause", "00:00:00.001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(0)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        await using var server = await CalledServer.StartAsync();
        var failure = status == 0 ? CalledServer.CutAsync : CalledServer.Status(status);
        server.Script(failure, failure);
        await using var app = await CallerApp.StartAsync(server, null, s_soon);

        Assert.Equal("goed", await app.Client().GetStringAsync("/", Cancel));

        Assert.Equal(3, server.Received.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(303)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task Any_other_answer_is_the_answer(int status)
    {
        await using var server = await CalledServer.StartAsync();
        server.Script(CalledServer.Status(status));
        await using var app = await CallerApp.StartAsync(server, null, s_soon);

        using var answer = await app.Client().GetAsync("/", Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task After_the_last_try_its_answer_is_the_answer()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.Status(503);
        await using var app = await CallerApp.StartAsync(server, null, s_soon);

        using var answer = await app.Client().GetAsync("/", Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 3), (answer.StatusCode, server.Received.Count));
    }

    [Fact]
    public async Task A_change_is_repeated_whole_and_under_the_same_key()
    {
        await using var server = await CalledServer.StartAsync();
        server.Script(CalledServer.CutAsync, CalledServer.Status(503));
        await using var app = await CallerApp.StartAsync(server, null, s_soon);
        using var body = new StreamContent(new OnceReadable(Encoding.UTF8.GetBytes("{\"onderwerp\":\"kapvergunning\"}")));

        using var answer = await app.Client().PostAsync("/v1/zaken", body, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["{\"onderwerp\":\"kapvergunning\"}"], server.Received.Select(request => request.Body).Distinct());
        Assert.Single(server.Received.Select(request => request["Idempotency-Key"]).Distinct());
        Assert.Equal(3, server.Received.Count);
    }

    [Theory]
    [InlineData("POST", null, 1)]
    [InlineData("PATCH", null, 1)]
    [InlineData("PUT", null, 3)]
    [InlineData("DELETE", null, 3)]
    [InlineData("PUT", "If-Match", 1)]
    [InlineData("PUT", "If-None-Match", 1)]
    [InlineData("DELETE", "If-Match", 1)]
    [InlineData("GET", "If-None-Match", 3)]
    public async Task A_callee_that_does_not_know_the_key_gets_no_change_twice(string method, string? condition, int tries)
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.Status(503);
        await using var app = await CallerApp.StartAsync(server, null, s_soon, ("HonoursIdempotencyKey", "false"));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/zaken/1");
        if (condition is not null)
        {
            request.Headers.TryAddWithoutValidation(condition, "\"6\"");
        }

        using var answer = await app.Client().SendAsync(request, Cancel);

        Assert.Equal(tries, server.Received.Count);
    }

    [Fact]
    public async Task None_is_repeated_where_no_retries_are_set()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.Status(503);
        await using var app = await CallerApp.StartAsync(server, null, ("Retries", "0"));

        using var answer = await app.Client().GetAsync("/", Cancel);

        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pause_that_is_asked_for_is_kept(bool asDate)
    {
        var time = new ManualTime();
        await using var server = await CalledServer.StartAsync();
        var asked = asDate ? (time.GetUtcNow() + TimeSpan.FromSeconds(60)).ToString("R") : "60";
        server.Script(CalledServer.Status(503, ("Retry-After", asked)));
        await using var app = await CallerApp.StartAsync(server, time, ("Timeout", "00:10:00"), ("TryTimeout", "00:10:00"));
        var began = time.GetUtcNow();

        var answer = app.Client().GetStringAsync("/", Cancel);
        await time.PassUntilAsync(() => server.Received.Count == 2);

        Assert.Equal("goed", await answer);
        Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task A_pause_that_does_not_fit_makes_the_answer_the_answer()
    {
        var time = new ManualTime();
        await using var server = await CalledServer.StartAsync();
        server.Script(CalledServer.Status(503, ("Retry-After", "9")));
        await using var app = await CallerApp.StartAsync(server, time);

        using var answer = await app.Client().GetAsync("/", Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(9)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_try_that_hangs_is_given_up_and_the_next_one_counts()
    {
        var time = new ManualTime();
        await using var server = await CalledServer.StartAsync();
        server.Script(CalledServer.HangAsync);
        await using var app = await CallerApp.StartAsync(server, time, ("Timeout", "00:10:00"), ("TryTimeout", "00:05:00"));

        var answer = app.Client().GetStringAsync("/", Cancel);
        await time.PassUntilAsync(() => server.Received.Count == 2);

        Assert.Equal("goed", await answer);
    }

    [Fact]
    public async Task A_call_ends_in_time_and_says_which_time()
    {
        var time = new ManualTime();
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.HangAsync;
        await using var app = await CallerApp.StartAsync(server, time, ("Timeout", "00:00:05"), ("TryTimeout", "00:00:05"));

        var call = app.Client().GetAsync("/", Cancel);
        await time.PassUntilAsync(() => call.IsCompleted);

        var failed = await Assert.ThrowsAsync<CallFailedException>(() => call);
        Assert.Contains("'zaakregister' did not answer in time (TryTimeout 00:00:05, Timeout 00:00:05)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_wait_any_longer_is_not_told_of_a_time_out()
    {
        await using var server = await CalledServer.StartAsync();
        server.Otherwise = CalledServer.HangAsync;
        await using var app = await CallerApp.StartAsync(server);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = app.Client().GetAsync("/", waiting.Token);
        await waiting.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    /// <summary>As the body of an incoming request: it cannot be read from the start again.</summary>
    private sealed class OnceReadable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
