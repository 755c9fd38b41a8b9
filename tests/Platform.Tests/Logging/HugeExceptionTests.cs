using System.Net;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Exceptions with much in them, or that cannot be asked.</summary>
public sealed class HugeExceptionTests : HugeInput
{
    [Theory]
    [InlineData("message")]
    [InlineData("platform")]
    [InlineData("stack")]
    [InlineData("inner")]
    [InlineData("evil")]
    public async Task What_an_exception_says(string kind)
    {
        await using var component = await LoggedComponent.StartAsync(api =>
            api.MapGet("/stuk", IResult () => throw Failure(kind)).Processes(DossiersApi.Activity).RequireScope("lezen"));

        using var answer = await component.GetAsync("/v1/stuk");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal("Error", line.Line.Status);
        Assert.NotNull(line.Attribute(LineAttributes.ExceptionType));
        await AssertBoundedAsync(component, 2);
    }

    private static Exception Failure(string kind)
    {
        switch (kind)
        {
            case "message":
                return new FormatException(Huge);
            case "platform":
                return new StartupRefusedException(Huge);
            case "stack":
                return Deep(2_000);
            case "inner":
                var inner = new FormatException("binnenste");
                for (var i = 0; i < 500; i++)
                {
                    inner = new FormatException(Huge[..1_000], inner);
                }

                return inner;
            default:
                return new EvilException();
        }
    }

    private static FormatException Deep(int depth)
    {
        try
        {
            return depth == 0 ? throw new FormatException("diep") : Deep(depth - 1) is { } thrown ? throw thrown : new FormatException();
        }
        catch (FormatException e)
        {
            return new FormatException("om", e);
        }
    }

    /// <summary>Throws where an exception is asked for something.</summary>
    private sealed class EvilException : Exception
    {
        public override string Message => throw new InvalidOperationException("geen bericht");

        public override string? StackTrace => throw new InvalidOperationException("geen stapel");

        public override string ToString() => "kwaad";
    }
}
