using CommonGround.Platform.Logging.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>The object of a line: ids of resources, and nothing that may name a person (PRV-01).</summary>
public sealed class RequestObjectTests
{
    [Theory]
    [InlineData("0198f3a0-7c2e-7b1a-8d55-999993653abc", "/v1/zaken/0198f3a0-7c2e-7b1a-8d55-999993653abc")]
    [InlineData("ZAAK-2026-0000012", "/v1/zaken/ZAAK-2026-0000012")]
    [InlineData("00000001823288444000", "/v1/zaken/00000001823288444000")]
    [InlineData("999993653", "/v1/zaken/{id}")]
    [InlineData("999.993.653", "/v1/zaken/{id}")]
    [InlineData("bsn-999993653-x", "/v1/zaken/{id}")]
    [InlineData("12-999993653", "/v1/zaken/{id}")]
    [InlineData("999-993-653x", "/v1/zaken/{id}")]
    [InlineData("Jan de Vries", "/v1/zaken/{id}")]
    [InlineData("{naam}", "/v1/zaken/{id}")]
    public void A_value_is_there_where_it_is_an_id(string value, string expected) => Assert.Equal(expected, Of(value));

    [Fact]
    public void A_value_of_megabytes_is_not_there() => Assert.Equal("/v1/zaken/{id}", Of(new string('x', 5_000_000)));

    private static string Of(string value)
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/v1/zaken/{id}"), 0, null, null));
        context.Request.RouteValues["id"] = value;
        return RequestObject.Of(context);
    }
}
