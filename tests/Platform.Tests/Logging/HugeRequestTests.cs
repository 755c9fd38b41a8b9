using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Tests.Events;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>What comes in from outside: tokens, headers, bodies and events.</summary>
public sealed class HugeRequestTests : HugeInput
{
    // What a header carries, past what anybody sends.
    private const int HeaderLength = 16 * 1024;

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
        ($$"""{"burgerservicenummer":"{{Huge[..300_000]}}"}""", 413),
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

        using var answer = await component.GetAsync("/v1/dossiers", $"Authorization: Bearer {LoggedComponent.Token(token => token.Payload["azp"] = Huge[..600_000])}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await AssertBoundedAsync(component, 1);
    }

    [Fact]
    public async Task A_header_of_16_KiB()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        string[] names = ["traceparent", "tracestate", "baggage", "Fsc-Transaction-Id", "Dapr-Caller-App-Id", "X-Forwarded-For", "Forwarded", "User-Agent"];
        string[] values = [Huge[..HeaderLength], new('0', HeaderLength), string.Concat(Enumerable.Repeat("a=b,", HeaderLength / 4))];

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
            Assert.True(await DeliverAsync(component, Event("een", (name, Huge[..100_000]))) is "DROP" or "SUCCESS");
        }

        Assert.NotEmpty(await component.LinesAsync());
        await AssertBoundedAsync(component, 7);

        string Event(string id, params (string Name, JsonNode? Value)[] members) => ReceivingComponent.Event(id, [
            ("source", $"urn:{longest[4..]}"), ("subject", longest), ("data", new JsonObject { ["naam"] = "x" }), ("traceparent", longest),
            ("tracestate", longest), .. members,
        ]);
    }

    private static async Task<string> DeliverAsync(LoggedComponent component, string cloudEvent)
    {
        using var http = new HttpClient { BaseAddress = component.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("dapr-api-token", LoggedComponent.SidecarToken);
        using var content = new StringContent(cloudEvent, Encoding.UTF8, "application/cloudevents+json");
        using var answer = await http.PostAsync("/events/zaken", content, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["status"]!.GetValue<string>();
    }
}
