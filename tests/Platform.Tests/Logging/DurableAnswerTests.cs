using System.Net;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>No byte of an answer goes out before its lines are durable, whatever it answers; where they cannot be, there is no answer.</summary>
public sealed class DurableAnswerTests
{
    private const string Raw = "/v1/ruw";
    private const string Content = "het eerste deel";
    private const string Key = "Idempotency-Key: zelfde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["read", "list", "search", "unchanged", "stored", "raw"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_answered_while_the_lines_are_under_way(string kind)
    {
        await using var component = await LoggedComponent.StartAsync(Map);
        var made = await CreateAsync(component);
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        component.Store.BeforeTransact = _ =>
        {
            reached.TrySetResult();
            return open.Task;
        };

        var answering = AskAsync(component, kind, made);
        await Task.WhenAny(reached.Task, answering);

        // A whole call beside it: what had gone out by now would have come in.
        using var health = await component.GetAsync("/healthz");
        Assert.True(reached.Task.IsCompleted && !answering.IsCompleted, "It was answered before its lines were durable.");
        open.SetResult();
        using var answer = await answering;
        Assert.True((int)answer.StatusCode is >= 200 and < 400, $"{answer.StatusCode}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Where_the_lines_cannot_be_durable_there_is_no_answer(string kind)
    {
        await using var component = await LoggedComponent.StartAsync(Map);
        var made = await CreateAsync(component);
        component.Store.OnTransact = _ => Fault.NotLanded;

        if (kind == "raw")
        {
            // It had begun to answer by itself: all that is left is to break off.
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(component, kind, made));
            return;
        }

        using var answer = await AskAsync(component, kind, made);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("kon niet worden vastgelegd in het logboek", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jansen", text, StringComparison.Ordinal);
        Assert.Null(answer.Headers.ETag);
    }

    /// <summary>That a request failed may say something too, so it is answered like all else: with its line, or not.</summary>
    [Theory]
    [InlineData("/v1/dossiers/fout", "FormatException")]
    [InlineData("/v1/storing", null)]
    public async Task A_fault_whose_line_cannot_be_durable_is_a_503_and_still_in_the_log_of_the_component(string path, string? fault)
    {
        await using var component = await LoggedComponent.StartAsync(Map);
        using (var logged = await component.GetAsync(path))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, logged.StatusCode);
        }

        component.Store.OnTransact = _ => Fault.NotLanded;
        using var answer = await component.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("kon niet worden vastgelegd in het logboek", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        if (fault is not null)
        {
            Assert.Equal(2, component.Log.Errors.Count(line => line.Contains(fault, StringComparison.Ordinal)));
        }
    }

    /// <summary>A 503 that comes anyhow tells what is to be done, and that is not to be lost.</summary>
    [Fact]
    public async Task A_change_whose_outcome_is_unknown_is_told_so_without_its_line()
    {
        await using var component = await LoggedComponent.StartAsync(Map);
        // Before its log is registered nothing is sent, so there would be nothing unknown.
        await CreateAsync(component);
        component.Store.OnTransact = _ => Fault.NotLanded;

        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("De uitkomst is nog niet bekend", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static void Map(RouteGroupBuilder api)
    {
        DossiersApi.Map(api);
        RequestDelegate raw = async context =>
        {
            context.RequestServices.GetRequiredService<Platform.Logging.IProcessing>().Concerns(Persons.One);
            await context.Response.WriteAsync(Content, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        };
        api.MapGet("/storing", static () => Results.StatusCode(500)).Processes(DossiersApi.Activity).RequireScope("lezen");
        api.MapGet("/ruw", raw).Processes(DossiersApi.Activity).RequireScope("lezen");
    }

    private static async Task<(string Path, string ETag)> CreateAsync(LoggedComponent component)
    {
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One), Key);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (answer.Headers.Location!.OriginalString, answer.Headers.ETag!.Tag);
    }

    private static Task<HttpResponseMessage> AskAsync(LoggedComponent component, string kind, (string Path, string ETag) made) => kind switch
    {
        "read" => component.GetAsync(made.Path),
        "list" => component.GetAsync("/v1/dossiers"),
        "search" => component.SendAsync(HttpMethod.Post, "/v1/dossiers/_zoek", $$"""{"bsn":"{{Persons.One.Reveal()}}"}"""),
        "unchanged" => component.GetAsync(made.Path, $"If-None-Match: {made.ETag}"),
        "stored" => component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One), Key),

        // Its first byte counts, not its last, which comes after the handler anyhow.
        _ => component.Http.GetAsync(new Uri(Raw, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel),
    };
}
