using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Privacy;

/// <summary>A BSN in a URL ends up in access logs, so no endpoint can take one from there (ADR-31, PRV-01).</summary>
public class BsnBindingTests
{
    private static readonly Dictionary<string, Delegate> s_endpoints = new()
    {
        ["inferred"] = (Bsn bsn) => Results.Ok(bsn),
        ["optional"] = (Bsn? bsn) => Results.Ok(bsn),
        ["repeated"] = (Bsn[] bsn) => Results.Ok(bsn),
        ["route"] = ([FromRoute] Bsn bsn) => Results.Ok(bsn),
        ["query"] = ([FromQuery] Bsn bsn) => Results.Ok(bsn),
        ["repeated query"] = ([FromQuery] Bsn[] bsn) => Results.Ok(bsn),
        ["header"] = ([FromHeader] Bsn bsn) => Results.Ok(bsn),
        ["grouped"] = ([AsParameters] Query query) => Results.Ok(query),
    };

    public static TheoryData<string> Endpoints => [.. s_endpoints.Keys];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void An_endpoint_that_takes_one_from_the_url_or_a_header_cannot_be_mapped(string endpoint)
    {
        Assert.Throws<InvalidOperationException>(() => Build("/personen/{bsn}", s_endpoints[endpoint]));
        Assert.Throws<InvalidOperationException>(() => Build("/personen", s_endpoints[endpoint]));
    }

    [Fact]
    public async Task A_form_leaves_it_empty()
    {
        var seen = new List<Bsn>();
        var endpoint = RequestDelegateFactory.Create(([FromForm] Bsn bsn) => seen.Add(bsn)).RequestDelegate;
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(new() { ["bsn"] = "999993653", ["bsn._digits"] = "999993653" })));

        await endpoint(context);

        Assert.DoesNotContain(seen, bsn => bsn != default);
    }

    [Fact]
    public void The_same_endpoint_with_an_oin_can() =>
        Assert.NotEmpty(Build("/organisaties/{oin}", (Oin oin) => Results.Ok(oin)));

    private static IReadOnlyList<Endpoint> Build(string pattern, Delegate endpoint)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet(pattern, endpoint);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)];
    }

    private sealed record Query(Bsn Bsn);
}
