using System.Net;
using CommonGround.Platform.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>Whoever may call it: an endpoint that uses personal data leaves a line in both logs (BIO-01).</summary>
public sealed class OpenEndpointAuditTests
{
    [Theory]
    [InlineData(false, "anonymous")]
    [InlineData(true, $"client={LoggedComponent.Client} sub=j.jansen")]
    public async Task An_open_endpoint_that_names_an_activity_has_both_lines_of_each_success(bool hasToken, string actor)
    {
        await using var component = await LoggedComponent.StartAsync(api => api.MapGet("/open", (IProcessing processing) =>
        {
            processing.Concerns(Persons.One);
            return Results.NoContent();
        }).Processes(DossiersApi.Activity).AllowAnonymous());
        component.Http.DefaultRequestHeaders.Authorization = hasToken ? component.Http.DefaultRequestHeaders.Authorization : null;

        // More than there may be lines of refusals: a success is none, and is not counted.
        for (var i = 0; i < 15; i++)
        {
            using var answer = await component.GetAsync("/v1/open");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        var lines = (await component.LinesAsync()).Select(line => line.Line.TraceId).ToList();
        var audits = (await component.App.Services.AuditLinesAsync()).Select(audit => audit.Line).Where(audit => audit.Action == "GET /v1/open").ToList();
        Assert.Equal(15, lines.Count);
        Assert.Equal(lines, audits.Select(audit => audit.TraceId));
        Assert.All(audits, audit => Assert.Equal(("/v1/open", "204", actor), (audit.Object, audit.Result, audit.Actor)));
    }
}
