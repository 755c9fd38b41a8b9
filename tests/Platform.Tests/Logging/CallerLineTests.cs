using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>What a line says of the application that called, and whether that one's trace goes on (LDV-05, LDV-07).</summary>
public sealed class CallerLineTests
{
    private const string Client = $"urn:commonground:client:{LoggedComponent.Client}";
    private const string AppId = "Dapr-Caller-App-Id: balie";
    private const string Sidecar = $"dapr-api-token: {LoggedComponent.SidecarToken}";
    private const string RemoteTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string Remote = $"traceparent: 00-{RemoteTrace}-b7ad6b7169203331-01";
    private const string Nobody = "niemand";

    [Theory]
    [InlineData("/v1/open", "urn:commonground:component:balie", AppId, Sidecar)]
    [InlineData("/v1/gesloten", Client, AppId, Sidecar)]
    [InlineData("/v1/gesloten", Client, AppId)]
    public async Task Who_asked_for_the_token_comes_before_the_component_that_brings_it(string path, string processor, params string[] headers)
    {
        await using var component = await StartAsync();
        component.Http.DefaultRequestHeaders.Authorization = path == "/v1/open" ? null : component.Http.DefaultRequestHeaders.Authorization;

        using var answer = await component.GetAsync(path, headers);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(processor, Assert.Single(await component.LinesAsync()).Processor);
    }

    [Fact]
    public async Task A_stranger_cannot_say_that_it_is_a_component()
    {
        await using var component = await StartAsync();
        component.Http.DefaultRequestHeaders.Authorization = null;

        using var answer = await component.GetAsync("/v1/open", AppId, Remote);

        var line = Assert.Single(await component.LinesAsync());
        Assert.Null(line.Processor);
        Assert.NotEqual(RemoteTrace, line.Line.TraceId);
    }

    [Theory]
    [InlineData("/v1/open", "balie")]
    [InlineData("/v1/gesloten", LoggedComponent.Client)]
    public async Task A_caller_is_named_as_the_settings_name_it(string path, string caller)
    {
        await using var component = await StartAsync(($"Processing:Callers:{caller}", "https://balie.example.nl"));
        component.Http.DefaultRequestHeaders.Authorization = path == "/v1/open" ? null : component.Http.DefaultRequestHeaders.Authorization;

        using var answer = await component.GetAsync(path, AppId, Sidecar);

        Assert.Equal("https://balie.example.nl", Assert.Single(await component.LinesAsync()).Processor);
    }

    [Theory]
    [InlineData("balie", true, AppId, Sidecar, Remote)]
    [InlineData("balie", false, AppId, Remote)]
    [InlineData(Nobody, false, AppId, Sidecar, Remote)]
    public async Task A_component_is_trusted_by_its_app_id_from_the_sidecar_only(string trusted, bool goesOn, params string[] headers)
    {
        await using var component = await StartAsync(("Processing:TrustedCallers:0", trusted));

        using var answer = await component.GetAsync("/v1/gesloten", headers);

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(goesOn, line.TraceId == RemoteTrace);
        Assert.Equal(goesOn ? "b7ad6b7169203331" : null, line.ParentSpanId);
    }

    /// <summary>FSC-10: the transaction's id is a UUID of version 7.</summary>
    [Theory]
    [InlineData("019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21", LoggedComponent.Client, true)]
    [InlineData("019a9f3e-5c1d-7a3b-9f00-3d8d0c5b7e21", Nobody, false)]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", LoggedComponent.Client, false)]
    [InlineData("019a9f3e5c1d7a3b9f003d8d0c5b7e21", LoggedComponent.Client, false)]
    [InlineData("onzin", LoggedComponent.Client, false)]
    public async Task A_transaction_goes_on_where_its_caller_is_trusted_and_its_id_is_one(string id, string trusted, bool goesOn)
    {
        await using var component = await StartAsync(("Processing:TrustedCallers:0", trusted));

        using var answer = await component.GetAsync("/v1/gesloten", $"Fsc-Transaction-Id: {id}");

        var line = Assert.Single(await component.LinesAsync()).Line;
        Assert.Equal(goesOn, line.TraceId == id.Replace("-", "", StringComparison.Ordinal));
        Assert.Null(line.ParentSpanId);
        Assert.Matches("^(?!0{32})[0-9a-f]{32}$", line.TraceId);
    }

    private static Task<LoggedComponent> StartAsync(params (string Name, string? Value)[] settings) => LoggedComponent.StartAsync(
        api =>
        {
            api.MapGet("/gesloten", Use).Processes(DossiersApi.Activity).RequireScope("lezen");
            api.MapGet("/open", Use).Processes(DossiersApi.Activity).AllowAnonymous();
        },
        null,
        settings);

    private static IResult Use(HttpContext context, IProcessing processing)
    {
        processing.Concerns(Persons.One);
        return Results.NoContent();
    }
}
