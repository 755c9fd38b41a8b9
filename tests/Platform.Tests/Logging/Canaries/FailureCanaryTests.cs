using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Logging.Canaries;

/// <summary>Where something fails with the number of a person in its hands, the number comes out nowhere (PRV-01, PRV-06).</summary>
public sealed class FailureCanaryTests
{
    private const string Text = $"Wat {Canary.Bsn} vroeg, kan niet.";

    private static readonly Dictionary<string, Func<Exception>> s_faults = new()
    {
        ["message"] = () => new FormatException(Text),
        ["inner"] = () => new InvalidOperationException("fout", new FormatException(Text)),
        ["several"] = () => new AggregateException(Text, new FormatException(Text), new InvalidOperationException(Text)),
        ["argument"] = () => new ArgumentOutOfRangeException(Canary.Bsn, Canary.Bsn, Text),
        ["data"] = () => new InvalidOperationException("fout") { Data = { [Canary.Bsn] = Canary.Bsn } },
        ["platform"] = () => new StartupRefusedException(Text),
        ["request"] = () => new BadHttpRequestException(Text),
        ["everything"] = () => new TalkativeException(),
    };

    private static string Body => Persons.Json(Persons.One);

    [Fact]
    public async Task A_handler_that_throws()
    {
        await using var component = await WatchedComponent.StartAsync(Map);

        foreach (var fault in s_faults.Keys)
        {
            Assert.InRange((await component.SendAsync(HttpMethod.Get, $"/v1/stuk/{fault}")).Status, 400, 500);
        }

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_after_its_answer_began()
    {
        await using var component = await WatchedComponent.StartAsync(Map);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => component.SendAsync(HttpMethod.Get, "/v1/half"));
        await component.SendAsync(HttpMethod.Get, "/v1/dossiers");

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task What_a_handler_logs_itself()
    {
        await using var component = await WatchedComponent.StartAsync(Map);

        Assert.Equal(204, (await component.SendAsync(HttpMethod.Get, "/v1/log")).Status);

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task A_request_without_a_condition_or_with_an_old_one()
    {
        await using var component = await WatchedComponent.StartAsync();
        var (_, path) = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body);

        Assert.Equal(428, (await component.SendAsync(HttpMethod.Put, path, Body)).Status);
        Assert.Equal(412, (await component.SendAsync(HttpMethod.Put, path, Body, $"If-Match: \"{Canary.Bsn}\"")).Status);

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task A_store_that_fails_before_a_change()
    {
        await using var component = await WatchedComponent.StartAsync();
        var (_, path) = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body);
        component.Store.ReadFails = keys => keys.Any(key => key.Contains("/dossiers/", StringComparison.Ordinal));

        Assert.Equal(503, (await component.SendAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(503, (await component.SendAsync(HttpMethod.Put, path, Body, "If-Match: *")).Status);

        component.Store.ReadFails = _ => false;
        await component.AssertSilentAsync();
    }

    [Theory]
    [InlineData("NotLanded")]
    [InlineData("AnswerLost")]
    [InlineData("Silent")]
    [InlineData("LandsLate")]
    public async Task A_store_that_fails_during_a_change(string fault)
    {
        await using var component = await WatchedComponent.StartAsync();
        component.Store.FailNext(Enum.Parse<Fault>(fault), operations => operations.Any(operation => operation.Key.Contains("/dossiers/", StringComparison.Ordinal)));

        Assert.True((await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body)).Status is 201 or 503);
        component.Store.LandLate();
        while ((await component.SendAsync(HttpMethod.Get, "/v1/dossiers")).Status != 200)
        {
            // The one before it is not settled yet.
        }

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task A_store_that_fails_after_a_change()
    {
        await using var component = await WatchedComponent.StartAsync();
        component.Store.OnTransact = operations =>
        {
            if (!operations.Any(operation => operation.Key.Contains("/dossiers/", StringComparison.Ordinal)))
            {
                return Fault.None;
            }

            component.Store.ReadFails = _ => true;
            return Fault.AnswerLost;
        };

        Assert.Equal(503, (await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body)).Status);

        (component.Store.OnTransact, component.Store.ReadFails) = (_ => Fault.None, _ => false);
        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task A_store_that_takes_nothing()
    {
        await using var component = await WatchedComponent.StartAsync();
        await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body);
        component.Store.OnTransact = _ => Fault.NotLanded;

        Assert.Equal(503, (await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Body)).Status);
        Assert.Equal(503, (await component.SendAsync(HttpMethod.Get, "/v1/dossiers")).Status);

        component.Store.OnTransact = _ => Fault.None;
        await component.AssertSilentAsync();
    }

    private static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/stuk/{fout}", IResult (string fout) => throw s_faults[fout]()).Processes(DossiersApi.Activity).RequireScope("lezen");
        RequestDelegate half = async context =>
        {
            await context.Response.WriteAsync("het begin", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            throw new FormatException(Text);
        };
        api.MapGet("/half", half).Processes(DossiersApi.Activity).RequireScope("lezen");
        api.MapGet("/log", (ILoggerFactory loggers) =>
        {
            Tell(loggers.CreateLogger("Voorbeeld"), Canary.Bsn, 999993653, new TalkativeException());
            return Results.NoContent();
        }).Processes(DossiersApi.Activity).RequireScope("lezen");
    }

    private static readonly Action<ILogger, string, int, Exception?> s_tell = LoggerMessage.Define<string, int>(
        LogLevel.Warning, new EventId(1), $"{{Wie}} en {{Nummer}}, ook bekend als {Canary.Bsn}");

    private static void Tell(ILogger logger, string who, int number, Exception exception) => s_tell(logger, who, number, exception);

    /// <summary>Says it wherever an exception can say something.</summary>
    private sealed class TalkativeException : Exception
    {
        public override string Message => Text;

        public override string? StackTrace => $"   at {Text}";

        public override string? Source => Text;

        public override string ToString() => Text;
    }
}
