using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Api;

public class ProblemTests
{
    [Fact]
    public async Task The_root_answers_anyone_and_names_the_description()
    {
        await using var api = await TestApi.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = null;

        var root = await api.SendAsync("GET", "/");

        Assert.Equal((200, "application/json"), (root.Status, root.Header("Content-Type")));
        Assert.Equal("/v1/openapi.json", root.Json.GetProperty("beschrijving").GetString());
        root.HasStandardHeaders();
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_401_and_without_the_scope_403()
    {
        await using var api = await TestApi.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = new("Bearer", "tester:anders");
        (await api.SendAsync("GET", "/v1/meldingen")).IsProblem(403);
        api.Client.DefaultRequestHeaders.Authorization = null;

        var refused = await api.SendAsync("GET", "/v1/meldingen");

        refused.IsProblem(401);
        Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task An_unsupported_method_is_answered_with_those_that_are_to_anyone()
    {
        await using var api = await TestApi.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = null;

        var refused = await api.SendAsync("DELETE", "/v1/meldingen");

        refused.IsProblem(405);
        Assert.Equal(["GET", "POST"], refused.Header("Allow")!.Split(", ").Order());
        Assert.Equal(405, (await api.SendAsync("HEAD", "/v1/meldingen")).Status);
    }

    [Theory]
    [InlineData("*/*", 200)]
    [InlineData("application/json", 200)]
    [InlineData("application/*;q=0.1, text/html", 200)]
    [InlineData("text/html, */*;q=0.8", 200)]
    [InlineData("application/xml", 406)]
    [InlineData("text/html", 406)]
    [InlineData("application/json;q=0, */*", 406)]
    [InlineData("application/*;q=0, */*", 406)]
    [InlineData("onzin;;;", 406)]
    public async Task An_accept_header_that_excludes_json_is_refused(string accept, int status)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await api.SendAsync("GET", "/v1/meldingen", headers: $"Accept: {accept}");

        Assert.Equal(status, answer.Status);
        if (status == 406)
        {
            answer.IsProblem(406);
        }
    }

    [Fact]
    public async Task A_refused_accept_header_leaves_nothing_behind()
    {
        await using var api = await TestApi.StartAsync();

        (await api.SendAsync("POST", "/v1/meldingen", Melding.Valid, headers: "Accept: text/html")).IsProblem(406);

        Assert.Empty(api.Documents.Stored);
    }

    [Fact]
    public async Task A_fault_is_logged_once_and_its_text_stays_inside()
    {
        await using var api = await TestApi.StartAsync();
        api.Documents.Before = _ => throw new InvalidCastException("het geheim");

        var failed = await api.SendAsync("GET", "/v1/meldingen");

        failed.IsProblem(500);
        Assert.DoesNotContain("geheim", failed.Body, StringComparison.Ordinal);
        Assert.Contains("het geheim", Assert.Single(api.Log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_gives_its_type_to_the_trace_and_the_metric_of_its_request()
    {
        var seen = new SeenFault();
        await using var api = await TestApi.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(seen));
        api.Documents.Before = _ => throw new InvalidCastException();

        (await api.SendAsync("GET", "/v1/meldingen")).IsProblem(500);

        Assert.IsType<InvalidCastException>(seen.Failure?.Error);
        Assert.EndsWith("/meldingen/", (seen.Failure?.Endpoint as RouteEndpoint)?.RoutePattern.RawText, StringComparison.Ordinal);
        Assert.Equal([new("error.type", "System.InvalidCastException")], seen.Tags);
    }

    [Fact]
    public async Task What_state_cannot_do_says_whether_it_may_have_been_done()
    {
        await using var api = await TestApi.StartAsync();

        var unavailable = await FailAsync(api, new StateUnavailableException("host db-7"));
        var busy = await FailAsync(api, new StateBusyException { RetryAfter = TimeSpan.FromSeconds(2.5) });
        var unknown = await FailAsync(api, new OutcomeUnknownException());
        (await FailAsync(api, new ChangeTooLargeException())).IsProblem(413);

        (await FailAsync(api, new TenantKeysMissingException())).IsProblem(503);
        unavailable.IsProblem(503);
        Assert.NotNull(unavailable.Header("Retry-After"));
        Assert.DoesNotContain("db-7", unavailable.Body, StringComparison.Ordinal);
        busy.IsProblem(503);
        Assert.Equal("3", busy.Header("Retry-After"));
        unknown.IsProblem(503);
        Assert.Contains("Herhaal met dezelfde Idempotency-Key, of kijk eerst", unknown.Body, StringComparison.Ordinal);
        Assert.Empty(api.Log.Errors);
    }

    [Fact]
    public async Task A_status_that_an_endpoint_sets_alone_gets_a_problem()
    {
        await using var api = await TestApi.StartAsync(map: routes => routes.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code)));

        (await api.SendAsync("GET", "/v1/status/404")).IsProblem(404);
        (await api.SendAsync("GET", "/v1/status/418")).IsProblem(418);
        (await api.SendAsync("GET", "/v1/status/503")).IsProblem(503);
    }

    [Fact]
    public async Task An_answer_that_broke_off_does_not_look_whole()
    {
        await using var api = await TestApi.StartAsync(map: routes => routes.MapGet("/half", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("{\"half\":");
            await context.Response.Body.FlushAsync();
            throw new InvalidCastException();
        }));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.SendAsync("GET", "/v1/half"));

        Assert.Single(api.Log.Errors);
    }

    [Fact]
    public async Task A_caller_who_left_is_no_fault()
    {
        await using var api = await TestApi.StartAsync();
        var (started, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        api.Documents.Before = async token =>
        {
            await using var _ = token.Register(stopped.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        using var leaving = new CancellationTokenSource();
        var request = api.Client.GetAsync("/v1/meldingen", leaving.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
        api.Documents.Before = _ => Task.CompletedTask;
        Assert.Equal(200, (await api.SendAsync("GET", "/v1/meldingen")).Status);
        Assert.Empty(api.Log.Errors);
    }

    [Fact]
    public async Task A_caller_who_left_amid_an_answer_is_no_fault()
    {
        var (started, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var api = await TestApi.StartAsync(map: routes => routes.MapGet("/stroom", async (HttpContext context) =>
        {
            context.Response.OnCompleted(() =>
            {
                ended.SetResult();
                return Task.CompletedTask;
            });
            await context.Response.WriteAsync("[");
            await context.Response.Body.FlushAsync();
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }));
        using (var answer = await api.Client.GetAsync("/v1/stroom", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(api.Log.Errors);
    }

    private static Task<Answer> FailAsync(TestApi api, Exception exception)
    {
        api.Documents.Before = _ => throw exception;
        return api.SendAsync("POST", "/v1/meldingen", Melding.Valid);
    }
}
