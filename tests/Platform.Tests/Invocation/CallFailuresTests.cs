using System.Net;
using CommonGround.Platform.Invocation;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>What a failure without an answer means. Sidecars tell with a status what they refused themselves.</summary>
public sealed class CallFailuresTests
{
    [Theory]
    [InlineData(HttpRequestError.ConnectionError, null, true)]
    [InlineData(HttpRequestError.NameResolutionError, null, true)]
    [InlineData(HttpRequestError.ResponseEnded, null, true)]
    [InlineData(HttpRequestError.Unknown, 500, true)]
    [InlineData(HttpRequestError.Unknown, 401, false)]
    [InlineData(HttpRequestError.Unknown, 403, false)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, null, false)]
    public void What_went_wrong_on_the_way_may_pass_and_counts(HttpRequestError error, int? status, bool expected)
    {
        var outcome = Outcome.FromException<HttpResponseMessage>(new HttpRequestException(error, "Kwijt.", null, (HttpStatusCode?)status));

        Assert.Equal((expected, expected), (CallFailures.MayPass(outcome), CallFailures.IsUnhealthy(outcome)));
    }

    [Fact]
    public void A_time_out_may_pass_and_counts_and_an_open_breaker_does_neither()
    {
        var (late, open) = (Outcome.FromException<HttpResponseMessage>(new TimeoutRejectedException()), Outcome.FromException<HttpResponseMessage>(new BrokenCircuitException()));

        Assert.Equal((true, true, "timeout"), (CallFailures.MayPass(late), CallFailures.IsUnhealthy(late), CallFailures.ErrorType(late)));
        Assert.Equal((false, false, "breaker_open"), (CallFailures.MayPass(open), CallFailures.IsUnhealthy(open), CallFailures.ErrorType(open)));
    }
}
