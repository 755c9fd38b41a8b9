using CommonGround.Platform.Api.Limits;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests;

public class AnswerInTimeTests
{
    [Fact]
    public void By_default_a_change_gives_up_before_its_request_does() =>
        Assert.True(new AnswerInTime(Options.Create(new LimitsOptions())).Validate(null, new StateOptions()).Succeeded);

    [Theory]
    [InlineData("--State:AnswerTimeout=00:00:10", "State:AnswerTimeout is 00:00:10 and Limits:RequestTimeout is 00:00:10: ")]
    [InlineData("--Limits:RequestTimeout=00:00:05", "State:AnswerTimeout is 00:00:08 and Limits:RequestTimeout is 00:00:05: ")]
    [InlineData("--Limits:RequestTimeout=00:00:00", "Limits:RequestTimeout is 00:00:00; it must lie between 00:00:01")]
    public void One_that_would_be_cut_off_stops_the_start(string setting, string message)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, Args = [setting] });
        builder.AddCommonGround();

        var refused = Assert.ThrowsAny<Exception>(() => builder.Build().UseCommonGround());

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
