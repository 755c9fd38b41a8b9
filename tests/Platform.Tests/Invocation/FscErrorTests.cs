using System.Net;
using System.Text;
using CommonGround.Platform.Invocation.Fsc;

namespace CommonGround.Platform.Tests.Invocation;

/// <summary>What is read of an error of inway or outway, and whether it may pass (FSC-05, FSC-06).</summary>
public sealed class FscErrorTests
{
    [Theory]
    [InlineData("ERROR_CODE_ACCESS_TOKEN_MISSING", 401, false)]
    [InlineData("ERROR_CODE_ACCESS_TOKEN_INVALID", 401, false)]
    [InlineData("ERROR_CODE_ACCESS_TOKEN_EXPIRED", 401, false)]
    [InlineData("ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN", 403, false)]
    [InlineData("ERROR_CODE_SERVICE_NOT_FOUND", 404, false)]
    [InlineData("ERROR_CODE_METHOD_UNSUPPORTED", 405, false)]
    [InlineData("MISSING_LOG_RECORD_ID", 400, false)]
    [InlineData("INVALID_LOG_RECORD_ID", 400, false)]
    [InlineData("ERROR_CODE_SERVICE_UNREACHABLE", 502, true)]
    [InlineData("TRANSACTION_LOG_WRITE_ERROR", 500, true)]
    [InlineData("ERROR_CODE_TRANSACTION_LOG_WRITE_ERROR", 500, true)]
    [InlineData("ERROR_CODE_VAN_LATER", 500, false)]
    [InlineData("ERROR_CODE_VAN_LATER", 503, true)]
    public void Whether_it_may_pass(string code, int status, bool mayPass) =>
        Assert.Equal(mayPass, FscError.Read(code, Encoding.UTF8.GetBytes("{}")).IsRetryable((HttpStatusCode)status));

    [Theory]
    [InlineData("")]
    [InlineData("<html>fout</html>")]
    [InlineData("[]")]
    [InlineData("{\"domain\":1}")]
    [InlineData("{\"domain\":\"met spaties en <html>\"}")]
    public void The_header_alone_makes_it_an_error(string body)
    {
        var error = FscError.Read("ERROR_CODE_SERVICE_NOT_FOUND", Encoding.UTF8.GetBytes(body));

        Assert.Equal(("unknown", "ERROR_CODE_SERVICE_NOT_FOUND"), (error.Domain, error.Code));
    }

    [Fact]
    public void A_code_that_is_no_word_is_not_repeated_in_messages_and_metrics()
    {
        var error = FscError.Read(new string('A', 200), Encoding.UTF8.GetBytes($$"""{"domain":"{{new string('B', 200)}}"}"""));

        Assert.Equal(("unknown", "unknown"), (error.Code, error.Domain));
    }
}
