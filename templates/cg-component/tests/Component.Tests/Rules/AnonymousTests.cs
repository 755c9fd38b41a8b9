using Microsoft.AspNetCore.Authorization;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>What the component answers to callers without a token: each of them is on the list below, for a reason.</summary>
public sealed class AnonymousTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    private static readonly string[] s_known =
    [
        // What the component is, and that it answers: they tell of nobody.
        "/", "/healthz",

        // The description of the API, as a file and as a page, is public.
        "/v1/openapi.json", "/v1/openapi.yaml", "/v1/docs", "/v1/docs/docs.js", "/v1/docs/swagger-ui-bundle.js", "/v1/docs/swagger-ui.css",

        // The sidecar shows a token of its own.
        "/dapr/subscribe", "/events/{topic}", "/events/{topic}/dead-letters",
    ];

    [Fact]
    public void No_endpoint_is_open_that_is_not_on_the_list()
    {
        var open = component.Endpoints()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText)
            .Except(s_known)
            .ToList();

        Assert.True(open.Count == 0,
            $"Anyone may call these endpoints: {string.Join(", ", open)}. Add .RequireScope(\"…\"), or, where that is meant, put them on the list of this test with why.");
    }
}
