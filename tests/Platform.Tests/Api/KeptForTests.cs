using CommonGround.Platform.OpenApi;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Api;

public class KeptForTests
{
    [Theory]
    [InlineData("1.00:00:00", "binnen 24 uur")]
    [InlineData("01:59:59", "binnen 1 uur")]
    [InlineData("00:30:00", "binnen 30 minuten")]
    [InlineData("00:01:30", "binnen 1 minuut")]
    public async Task The_description_promises_what_the_setting_keeps(string life, string promise)
    {
        IEndpointRouteBuilder? routes = null;
        await using var api = await TestApi.StartAsync(
            map: mapped => routes = mapped, configure: builder => builder.Services.Configure<StateOptions>(state => state.AnswerLife = TimeSpan.Parse(life, null)));

        var headers = routes!.DataSources.SelectMany(source => source.Endpoints).SelectMany(endpoint => endpoint.Metadata.OfType<RequestHeader>());

        Assert.Contains(promise, headers.First(header => header.Name == "Idempotency-Key").Description, StringComparison.Ordinal);
    }
}
