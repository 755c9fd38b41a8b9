using System.Diagnostics;
using System.Net;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Tests.Logging.Audit;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>How requests end, and what both logs say of that: the caller goes away, the clock goes back, the same trace in both (LDV-09, LDV-10).</summary>
public sealed class RequestEndTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_that_goes_away_is_no_fault()
    {
        var reached = new TaskCompletionSource();
        await using var component = await LoggedComponent.StartAsync(api => api.MapGet("/wacht", async (HttpContext context, IProcessing processing) =>
        {
            processing.Concerns(Persons.One);
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }).Processes(DossiersApi.Activity).RequireScope("lezen"));
        using (var away = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            var asking = component.Http.GetAsync(new Uri("/v1/wacht", UriKind.Relative), away.Token);
            await reached.Task;
            await away.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        var lines = await component.LinesAsync();
        for (; lines.Count == 0; lines = await component.LinesAsync())
        {
            await Task.Delay(5, Cancel);
        }

        Assert.Equal("Ok", Assert.Single(lines).Line.Status);
        Assert.NotNull(lines[0].Subject);
        Assert.Equal("cancelled: 499", (await component.App.Services.AuditLinesAsync())[^1].Line.Result);
    }

    [Fact]
    public async Task Where_the_clock_goes_back_a_line_does_not_end_before_it_began()
    {
        var time = new JumpingTime(TimeProvider.System);
        await using var component = await LoggedComponent.StartAsync(
            api => api.MapGet("/terug", (HttpContext context, IProcessing processing) =>
            {
                processing.Concerns(Persons.One);
                time.Jump(TimeSpan.FromHours(-1));
                return Results.NoContent();
            }).Processes(DossiersApi.Activity).RequireScope("lezen"),
            builder => builder.Services.AddSingleton<TimeProvider>(time));

        using var answer = await component.GetAsync("/v1/terug");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.True(line.StartTime > time.GetUtcNow().AddMinutes(30).ToUnixTimeMilliseconds(), "The clock did not go back within the request.");
        Assert.Equal(line.StartTime, line.EndTime);
    }

    /// <summary>The change landed with its line, and nobody knows: what is told of the failure may not stand under the same span (LDV-02).</summary>
    [Fact]
    public async Task After_an_answer_that_never_came_the_failure_is_a_second_line_in_the_same_trace()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, null, ("State:StoreTimeout", "00:00:01.5"));
        component.Store.FailNext(Fault.Silent, operations => operations.Any(operation => operation.Key.Contains("/dossiers/", StringComparison.Ordinal)));

        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var lines = (await component.LinesAsync()).Select(line => line.Line).ToList();
        Assert.Equal(["Ok", "Error"], lines.Select(line => line.Status));
        Assert.NotEqual(lines[0].SpanId, lines[1].SpanId);
        Assert.Equal(lines[0].TraceId, lines[1].TraceId);
    }

    [Fact]
    public async Task Both_logs_have_the_same_trace_and_begin()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        using var answer = await component.GetAsync("/v1/dossiers");

        var line = Assert.Single(await component.LinesAsync()).Line;
        var audit = Assert.Single(await component.App.Services.AuditLinesAsync(), audit => audit.Line.Action.StartsWith("GET", StringComparison.Ordinal)).Line;
        Assert.Equal((line.TraceId, line.StartTime), (audit.TraceId, audit.Time.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_trace_that_is_not_trusted_is_linked_and_one_that_is_malformed_is_not()
    {
        using var source = new ProcessingSource();
        const string Remote = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var linked = source.Start("Toon", TraceOrigin.Of(Remote, isTrusted: false), DateTimeOffset.UnixEpoch);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(linked.Links).Context.TraceId.ToHexString());
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", linked.TraceId.ToHexString());
        Assert.Empty(source.Start("Toon", TraceOrigin.Of("onzin", isTrusted: false), DateTimeOffset.UnixEpoch).Links);
        Assert.Empty(source.Start("Toon", TraceOrigin.Of(Remote, isTrusted: true), DateTimeOffset.UnixEpoch).Links);
    }

    /// <summary>Whether a callee records its own spans is decided by the other tracing, not by the Logboek, which is never sampled.</summary>
    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, "-01")]
    [InlineData(ActivityTraceFlags.None, "-00")]
    public void Outward_the_flag_is_that_of_the_tracing_that_goes_on(ActivityTraceFlags flags, string end)
    {
        using var source = new ProcessingSource();
        var span = source.Start("Toon", default, DateTimeOffset.UnixEpoch);
        using var around = new Activity("het verzoek").SetIdFormat(ActivityIdFormat.W3C).Start();
        around.ActivityTraceFlags = flags;

        Assert.Equal($"00-{span.TraceId}-{span.SpanId}{end}", TraceParents.Of(span));
    }
}
