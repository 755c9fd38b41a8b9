using System.Net;
using System.Security.Claims;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Authentication;

public sealed class CallerTests(ValidationTests.World world) : IClassFixture<ValidationTests.World>
{
    [Fact]
    public async Task A_handler_gets_the_caller_as_a_parameter() =>
        Assert.Equal($"{TestApp.OwnOin} zaaksysteem", await world.App.TextAsync("/caller", world.Issuer.Issue()));

    [Fact]
    public async Task The_caller_is_never_bound_from_the_request() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await world.App.StatusAsync("/caller?Tenant=00000099000000001000&Client=zaaksysteem"));

    [Fact]
    public void A_request_with_a_token_has_its_caller()
    {
        var caller = new Caller(Oin.Parse(TestApp.OwnOin), "zaaksysteem");
        var context = new DefaultHttpContext { User = new CallerPrincipal(new ClaimsIdentity(), caller, []) };

        Assert.Same(caller, context.GetCaller());
    }

    [Fact]
    public void An_anonymous_request_has_no_caller()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new DefaultHttpContext().GetCaller());

        Assert.Contains("the endpoint is anonymous", refusal.Message, StringComparison.Ordinal);
    }
}
