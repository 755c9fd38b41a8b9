using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>
/// Who may call what. What answers callers without a token is on the list below, for a reason; all else asks for a token with a scope (OAU-07): a
/// valid token alone is what every client of the authorization server has.
/// </summary>
public sealed class AccessTests(ComponentFixture component) : IClassFixture<ComponentFixture>
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
            .Where(IsAnonymous)
            .Select(endpoint => endpoint.RoutePattern.RawText)
            .Except(s_known)
            .ToList();

        Assert.True(open.Count == 0,
            $"Anyone may call these endpoints: {string.Join(", ", open)}. Add .RequireScope(\"…\"), or, where that is meant, put them on the list of this test with why.");
    }

    [Fact]
    public void No_endpoint_is_open_to_every_token()
    {
        var open = component.Endpoints()
            .Where(endpoint => !IsAnonymous(endpoint) && endpoint.Metadata.GetMetadata<RequiredScope>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();

        Assert.True(open.Count == 0, $"Whoever has any valid token may call these endpoints: {string.Join(", ", open)}. Add .RequireScope(\"…\").");
    }

    private static bool IsAnonymous(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;
}
