using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Events;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whatever a name or a value is, logging raises nothing, its lines are bounded, and the request is unharmed (LDV-10).</summary>
public sealed class HugeInputTests
{
    private const int LongestLine = 16 * 1024;

    // What a header carries, past what anybody sends.
    private const int HeaderLength = 16 * 1024;

    private static readonly string s_huge = new('x', 5_000_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string?[] s_names =
        [null, "", "  ", "\n\t", "\ud83d", "a\0b\u2028", s_huge, "a" + string.Concat(Enumerable.Repeat("😀", 1_000_000))];

    private static readonly (string Body, int Status)[] s_asked =
    [
        ("""{"burgerservicenummer":null}""", 400),
        ("""{"burgerservicenummer":""}""", 400),
        ("""{"burgerservicenummer":"999993654"}""", 400),
        ("""{"burgerservicenummer":999993653}""", 400),
        ("""{"burgerservicenummer":["999993653"]}""", 400),
        ("""{"burgerservicenummer":"999993653","vanaf":"gisteren"}""", 400),
        ("""{"burgerservicenummer":"999993653","vanaf":"0001-01-01","tot":"9999-12-31"}""", 200),
        ("""{"burgerservicenummer":"999993653","vanaf":"2027-01-02","tot":"2027-01-01"}""", 400),
        ("""{"burgerservicenummer":"999993653","naam":"Jansen"}""", 400),
        ($$"""{"burgerservicenummer":"{{new string('9', 200_000)}}"}""", 400),
        (new string('[', 100_000), 400),
        ($$"""{"burgerservicenummer":"{{s_huge[..300_000]}}"}""", 413),
        ("null", 400),
        ("", 400),
    ];

    [Theory]
    [InlineData("azp")]
    [InlineData("sub")]
    public async Task A_name_in_a_token_as_large_as_headers_carry(string claim)
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, null, ("Limits:HeaderBytes", "1048576"));
        var token = LoggedComponent.Token(token => token.Payload[claim] = string.Concat(Enumerable.Repeat("Jansen\n=é😀", 5_000)));
        Assert.True(token.Length > 100_000);

        using var answer = await component.GetAsync("/v1/dossiers", $"Authorization: Bearer {token}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await component.LinesAsync());
        await AssertBoundedAsync(component, 2);
    }

    [Fact]
    public async Task A_token_that_is_refused_for_its_size()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, null, ("Limits:HeaderBytes", "1048576"));

        using var answer = await component.GetAsync("/v1/dossiers", $"Authorization: Bearer {LoggedComponent.Token(token => token.Payload["azp"] = s_huge[..600_000])}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await AssertBoundedAsync(component, 1);
    }

    [Fact]
    public async Task The_summary_of_an_endpoint()
    {
        await using var component = await LoggedComponent.StartAsync(api =>
        {
            foreach (var (index, name) in s_names.Index())
            {
                api.MapGet($"/zomaar/{index}", () => Results.NoContent()).WithSummary(name!).Processes(DossiersApi.Activity).RequireScope("lezen");
            }
        });

        for (var index = 0; index < s_names.Length; index++)
        {
            using var answer = await component.GetAsync($"/v1/zomaar/{index}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        var lines = await component.LinesAsync();
        Assert.Equal(s_names.Length, lines.Count);
        Assert.All(lines, line => Assert.NotEqual("", line.Line.Name.Trim()));
        await AssertBoundedAsync(component, 2 * s_names.Length);
    }

    [Fact]
    public async Task The_name_of_a_job_that_ends_well_or_fails()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        foreach (var name in s_names)
        {
            Assert.Equal(1, await RunAsync(component, name, _ => Task.FromResult(1)));
            await Assert.ThrowsAsync<FormatException>(() => RunAsync(component, name, _ => throw new FormatException(s_huge)));
        }

        var lines = await component.LinesAsync();
        Assert.Equal(2 * s_names.Length, lines.Count);
        Assert.All(lines.Index(), line => Assert.Equal(line.Index % 2 == 0 ? "Ok" : "Error", line.Item.Line.Status));
        Assert.All(lines, line => Assert.NotEqual("", line.Line.Name.Trim()));
        await AssertBoundedAsync(component, 2 * s_names.Length);
    }

    [Fact]
    public async Task The_name_of_a_job_that_fails_and_cannot_be_logged()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        component.Store.OnTransact = _ => Fault.NotLanded;

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(component, s_huge, _ => throw new TimeoutException("kort")));

        Assert.Contains(component.Log.Lines, line => line.Contains("The job 'xxx", StringComparison.Ordinal));
        Assert.All(component.Log.Lines, line => Assert.InRange(line.Length, 0, LongestLine));
    }

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

    [Fact]
    public async Task An_event_with_the_longest_names_that_are_taken_and_longer_ones()
    {
        await using var component = await LoggedComponent.StartAsync(
            api => api.Subscribe<Dossier>(
                "zaken", ReceivingComponent.Closed, (_, _, _) => Task.FromResult(EventAnswer.Success), EventTenant.Own, WhichEvents.Every, DossiersApi.Activity));
        var longest = new string('é', 1024);

        Assert.Equal("SUCCESS", await DeliverAsync(component, Event(longest)));
        foreach (var name in new[] { "id", "source", "subject", "type", "traceparent", "tracestate" })
        {
            Assert.True(await DeliverAsync(component, Event("een", (name, s_huge[..100_000]))) is "DROP" or "SUCCESS");
        }

        Assert.NotEmpty(await component.LinesAsync());
        await AssertBoundedAsync(component, 7);

        string Event(string id, params (string Name, JsonNode? Value)[] members) => ReceivingComponent.Event(id, [
            ("source", $"urn:{longest[4..]}"), ("subject", longest), ("data", new JsonObject { ["naam"] = "x" }), ("traceparent", longest),
            ("tracestate", longest), .. members,
        ]);
    }

    [Fact]
    public async Task A_header_of_16_KiB()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        string[] names = ["traceparent", "tracestate", "baggage", "Fsc-Transaction-Id", "Dapr-Caller-App-Id", "X-Forwarded-For", "Forwarded", "User-Agent"];
        string[] values = [s_huge[..HeaderLength], new('0', HeaderLength), string.Concat(Enumerable.Repeat("a=b,", HeaderLength / 4))];

        foreach (var header in names.SelectMany(name => values.Select(value => $"{name}: {value}")))
        {
            using var answer = await component.GetAsync("/v1/dossiers", header, $"dapr-api-token: {LoggedComponent.SidecarToken}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var lines = await component.LinesAsync();
        var requests = names.Length * values.Length;
        Assert.Equal(requests, lines.Select(line => line.Line.TraceId).Distinct().Count());
        Assert.All(lines, line => Assert.Matches("^(?!0{32})[0-9a-f]{32}$", line.Line.TraceId));
        Assert.All(lines, line => Assert.Null(line.Line.ParentSpanId));
        await AssertBoundedAsync(component, 2 * requests);
    }

    [Fact]
    public async Task What_is_asked_of_the_log_itself()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        foreach (var (body, status) in s_asked)
        {
            using var answer = await component.SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek", body, "Expect: 100-continue");
            Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode} to {body[..Math.Min(body.Length, 100)]}");
        }

        Assert.Equal(s_asked.Select(asked => asked.Status == 200 ? "Ok" : "Unset"), (await component.LinesAsync()).Select(line => line.Line.Status));
        await AssertBoundedAsync(component, 2 * s_asked.Length);
    }

    private static Exception Failure(string kind)
    {
        switch (kind)
        {
            case "message":
                return new FormatException(s_huge);
            case "platform":
                return new StartupRefusedException(s_huge);
            case "stack":
                return Deep(2_000);
            case "inner":
                var inner = new FormatException("binnenste");
                for (var i = 0; i < 500; i++)
                {
                    inner = new FormatException(s_huge[..1_000], inner);
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

    private static Task<int> RunAsync(LoggedComponent component, string? name, Func<CancellationToken, Task<int>> job) =>
        component.App.Services.GetRequiredService<Platform.Logging.IProcessing>().RunAsync(LoggedComponent.Tenant, DossiersApi.Activity, name!, job, Cancel);

    private static async Task<string> DeliverAsync(LoggedComponent component, string cloudEvent)
    {
        using var http = new HttpClient { BaseAddress = component.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("dapr-api-token", LoggedComponent.SidecarToken);
        using var content = new StringContent(cloudEvent, Encoding.UTF8, "application/cloudevents+json");
        using var answer = await http.PostAsync("/events/zaken", content, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["status"]!.GetValue<string>();
    }

    private static async Task AssertBoundedAsync(LoggedComponent component, int atLeast)
    {
        var seal = component.App.Services.GetRequiredService<LineSeal>();
        var lines = await component.EntryLinesAsync();
        Assert.InRange(lines.Count, atLeast, int.MaxValue);
        Assert.All(lines, line =>
        {
            var owner = Oin.TryParse(line.Owner, out var tenant) ? tenant : Oin.Organization;
            var text = line.Kind == LineKind.Processing
                ? JsonSerializer.Serialize(seal.OpenProcessing(owner, line.Sealed), LoggingJson.Platform.ProcessingLine)
                : JsonSerializer.Serialize(seal.OpenAudit(owner, line.Sealed), LoggingJson.Platform.AuditLine);
            Assert.InRange(text.Length, 100, LongestLine);
        });
    }

    /// <summary>Throws where an exception is asked for something.</summary>
    private sealed class EvilException : Exception
    {
        public override string Message => throw new InvalidOperationException("geen bericht");

        public override string? StackTrace => throw new InvalidOperationException("geen stapel");

        public override string ToString() => "kwaad";
    }
}
