using System.Net;
using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>Scopes per operation (OAU-07, OAU-08).</summary>
public sealed class ScopeTests(ValidationTests.World world) : IClassFixture<ValidationTests.World>
{
    [Theory]
    [InlineData("scope", "aanvragen.lezen")]
    [InlineData("scope", "openid aanvragen.lezen profiel")]
    [InlineData("scp", "aanvragen.lezen")]
    [InlineData("scp", "openid aanvragen.lezen")]
    public async Task A_scope_counts_in_a_text(string claim, string value) => Assert.Equal(HttpStatusCode.OK, await AskAsync("/read", (claim, value)));

    [Theory]
    [InlineData("scope")]
    [InlineData("scp")]
    public async Task A_scope_counts_in_an_array(string claim) =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/read", (claim, "openid aanvragen.lezen".Split(' '))));

    [Theory]
    [InlineData("aanvragen.schrijven")]
    [InlineData("aanvragen")]
    [InlineData("aanvragen.lezen.alles")]
    [InlineData("Aanvragen.Lezen")]
    [InlineData("aanvragen.lezen,openid")]
    [InlineData("")]
    public async Task Another_scope_means_403(string value)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/read", ("scope", value)));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/read", ("scp", value)));
    }

    [Fact]
    public async Task No_scope_means_403_where_one_is_required_and_200_where_none_is()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/read"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/any"));
    }

    [Fact]
    public async Task A_403_names_the_scopes_that_are_needed()
    {
        using var answer = await world.App.GetAsync("/group/write", world.Issuer.Issue(token => token.Payload["scope"] = "aanvragen.lezen"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "Bearer error=\"insufficient_scope\", scope=\"aanvragen.lezen aanvragen.schrijven\"",
            Assert.Single(answer.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task A_scope_in_another_claim_does_not_count() =>
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/read", ("roles", "aanvragen.lezen"), ("scope", new { name = "aanvragen.lezen" })));

    [Fact]
    public async Task Two_required_scopes_are_both_needed()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/group/write", ("scope", "aanvragen.lezen")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/group/write", ("scope", "aanvragen.schrijven")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/group/write", ("scope", "aanvragen.lezen"), ("scp", "aanvragen.schrijven")));
    }

    [Fact]
    public void An_endpoint_says_which_scope_it_requires()
    {
        var app = BuildApp();

        app.MapGet("/read", () => "read").RequireScope("aanvragen.lezen");

        var endpoint = ((IEndpointRouteBuilder)app).DataSources.Single().Endpoints.Single();
        Assert.Equal("aanvragen.lezen", endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope);
        Assert.NotNull(endpoint.Metadata.GetMetadata<IAuthorizeData>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("aanvragen.lezen aanvragen.schrijven")]
    [InlineData("\"lezen\"")]
    [InlineData("lezen\\")]
    [InlineData("privé")]
    public void What_is_no_scope_cannot_be_required(string scope)
    {
        var endpoint = BuildApp().MapGet("/read", () => "read");

        Assert.Throws<ArgumentException>(() => endpoint.RequireScope(scope));
    }

    private static WebApplication BuildApp()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore().AddAuthorization();
        return builder.Build();
    }

    private Task<HttpStatusCode> AskAsync(string path, params (string Claim, object Value)[] claims) =>
        world.App.StatusAsync(path, world.Issuer.Issue(token =>
        {
            token.Payload.Remove("scope");
            foreach (var (claim, value) in claims)
            {
                token.Payload[claim] = value;
            }
        }));
}
