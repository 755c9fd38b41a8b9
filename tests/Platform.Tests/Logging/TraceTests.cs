using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events;
using CommonGround.Platform.Invocation;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Tests.Api;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.Invocation;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The trace of a line: whose it continues, and who continues it (LDV-03, LDV-05, LDV-06).</summary>
public sealed class TraceTests
{
    private const string RemoteTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string Remote = $"traceparent: 00-{RemoteTrace}-b7ad6b7169203331-01";

    [Theory]
    [InlineData(LoggedComponent.Client, true)]
    [InlineData("een-ander", false)]
    public async Task The_trace_of_a_caller_goes_on_where_that_is_trusted(string trusted, bool goesOn)
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, null, ("Processing:TrustedCallers:0", trusted));

        using var answer = await component.GetAsync("/v1/dossiers", Remote);

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(goesOn, line.TraceId == RemoteTrace);
        Assert.Equal(goesOn ? "b7ad6b7169203331" : null, line.ParentSpanId);
    }

    /// <summary>A client of .NET would join them; here each is a line of the request.</summary>
    [Fact]
    public async Task Of_two_traces_in_one_request_none_goes_on()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        var token = component.Http.DefaultRequestHeaders.Authorization;

        var answer = await RawClient.SendAsync(
            component.Http.BaseAddress!,
            $"GET /v1/dossiers HTTP/1.1\r\nHost: a\r\nAuthorization: {token}\r\n{Remote}\r\n{Remote.Replace('7', '8')}\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, answer.Status);
        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.NotEqual(RemoteTrace, line.TraceId);
        Assert.Null(line.ParentSpanId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Remote)]
    public async Task A_call_to_another_component_has_the_line_as_its_parent(string? header)
    {
        await using var called = await CalledServer.StartAsync();
        await using var component = await LoggedComponent.StartAsync(
            api => api.MapGet("/doorvragen", async (IProcessing processing, IHttpClientFactory clients, CancellationToken cancel) =>
                {
                    processing.Concerns(Persons.One);
                    using var asked = await clients.CreateClient("zaakregister").GetAsync(new Uri("v1/zaken", UriKind.Relative), cancel);
                    return Results.StatusCode((int)asked.StatusCode);
                })
                .Processes(DossiersApi.Activity).RequireScope("lezen"),
            builder =>
            {
                builder.AddComponentClient("zaakregister");
                builder.Services.AddSingleton<IInvocation>(new CallerApp.DirectInvocation(called.Address));
            });

        using var answer = await component.GetAsync("/v1/doorvragen", header is null ? [] : [header]);

        Assert.True(answer.IsSuccessStatusCode);
        var line = Assert.Single(await component.LinesAsync()).Line;
        var outgoing = Assert.Single(called.Received)["traceparent"];
        Assert.StartsWith($"00-{line.TraceId}-{line.SpanId}-", outgoing, StringComparison.Ordinal);
        Assert.Equal(header is not null, line.TraceId == RemoteTrace);
    }

    [Fact]
    public async Task An_event_has_the_line_of_its_change_as_its_parent()
    {
        var broker = new RecordingBroker();
        await using var component = await LoggedComponent.StartAsync(
            DossiersApi.Map,
            builder =>
            {
                builder.PublishChanges(DossiersApi.Dossiers, "nl.voorbeeld.dossier", document => new Gebeurtenis(document.Id));
                builder.Services.AddSingleton<IEventBroker>(broker);
            });

        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));

        await Eventually.TrueAsync(() => broker.Published.Count == 1);
        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.StartsWith($"00-{line.TraceId}-{line.SpanId}-", broker.Published.Single().Event.TraceParent, StringComparison.Ordinal);
    }

    private sealed record Gebeurtenis(Guid Id);
}
