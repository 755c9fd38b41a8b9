using System.Net.Http.Headers;

namespace CommonGround.Platform.Tests.Api;

public class FuzzTests
{
    private const int Requests = 400;

    private static readonly string[] ContentTypes =
        ["application/json", "application/json", "application/json", "application/merge-patch+json", "application/json; charset=utf-16", "text/plain", "a/b/c", ""];

    private static readonly string[] Headers =
    [
        "Idempotency-Key: k", "Idempotency-Key:  ", "If-Match: *", "If-Match: \"1\"", "If-Match: \"", "If-None-Match: W/", "Accept: */*;q=x", "Accept: ,,,",
        "Content-Encoding: gzip", "Expect: onzin", "X-Forwarded-For: ::::", "X-Forwarded-Proto: ftp", "Origin: null", "Cookie: \u0001", "Range: bytes=9-1",
    ];

    private static readonly string[] Queries = ["", "", "", "?", "?limit=999999999999", "?cursor=%FF%00", "?=&=", "?limit[]=1", "?%ud800=1"];

    [Theory]
    [InlineData(1)]
    [InlineData(22112026)]
    [InlineData(null)]
    public async Task Nothing_that_a_caller_sends_is_a_fault_of_the_component(int? fixedSeed)
    {
        var seed = fixedSeed ?? Random.Shared.Next();
        var random = new Random(seed);
        var mutation = new JsonMutation(random);
        await using var api = await TestApi.StartAsync(settings: ("Limits:RequestsPerSecond", "0"));
        var path = (await api.CreateAsync()).Header("Location")!;

        for (var i = 0; i < Requests; i++)
        {
            using var request = Next(random, mutation, path);
            using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var answer = await Answer.ReadAsync(response);

            Assert.True(answer.Status < 500 && api.Log.Errors.Any() is false, $"Seed {seed}, request {i}: {answer.Status} for {request}: {string.Join('\n', api.Log.Errors)}");
            if (answer.Status >= 400)
            {
                answer.IsProblem(answer.Status);
            }
        }
    }

    private static HttpRequestMessage Next(Random random, JsonMutation mutation, string resource)
    {
        var (method, path) = random.Next(5) switch
        {
            0 => ("PUT", resource),
            1 => ("PATCH", resource),
            2 => ("GET", random.Next(2) == 0 ? resource : "/v1/meldingen"),
            3 => ("POST", "/v1/meldingen/_zoek"),
            _ => ("POST", "/v1/meldingen"),
        };
        var request = new HttpRequestMessage(new HttpMethod(method), path + Pick(random, Queries));
        if (method != "GET")
        {
            request.Content = new ByteArrayContent(mutation.Next(Melding.Valid));
            var type = method == "PATCH" && random.Next(4) > 0 ? "application/merge-patch+json" : Pick(random, ContentTypes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TryAddWithoutValidation("If-Match", random.Next(4) > 0 ? "*" : "\"1\"");
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            Add(request.Headers, Pick(random, Headers));
        }

        return request;
    }

    private static void Add(HttpRequestHeaders headers, string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..]);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
