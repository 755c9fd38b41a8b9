using System.Text;
using System.Text.Json.Nodes;
using CommonGround.Platform.Logging.Processing;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Calls all of a component with the number, rightly and wrongly, and gathers what comes out.</summary>
internal sealed class CanaryRun(ComponentFixture component, CanarySinks sinks)
{
    public const string Answers = "answers";

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>The status of the right call of each operation.</summary>
    public Dictionary<string, int> Statuses { get; } = new(StringComparer.Ordinal);

    /// <summary>All statuses that were answered.</summary>
    public HashSet<int> Seen { get; } = [];

    /// <summary>Whether there is an operation that takes a body.</summary>
    public bool TakesBodies { get; private set; }

    /// <summary>Whether there is an operation that changes nothing without <c>If-Match</c>.</summary>
    public bool AsksConditions { get; private set; }

    /// <summary>Whether there is an operation that leaves lines for the Logboek.</summary>
    public bool NamesActivities { get; } = component.Endpoints().Any(endpoint => endpoint.Metadata.GetMetadata<ProcessingActivity>() is not null);

    public async Task CallAllAsync()
    {
        using var described = await component.Anonymous().GetAsync("/v1/openapi.json", TestContext.Current.CancellationToken);
        var operations = CanaryOperation.AllOf(await described.JsonAsync());
        string[] scopes = [.. operations.SelectMany(operation => operation.Scopes).Distinct()];
        TakesBodies = operations.Any(operation => operation.HasBody);
        AsksConditions = operations.Any(operation => operation is { Method: "PUT" or "PATCH", AsksCondition: true });
        using var all = component.Client(scopes);
        using var patient = Patient(all);
        using var none = component.Client();
        using var other = component.ClientOf(ComponentFixture.AndereGemeente, scopes);
        using var anonymous = component.Anonymous();
        foreach (var operation in operations)
        {
            var path = PathOf(operation.Template);
            await CallRightlyAsync(operation, path, all);
            foreach (var mistake in CanaryMistakes.Of(operation, path))
            {
                await SendAsync(patient, mistake);
            }

            foreach (var client in new[] { none, other, anonymous })
            {
                await SendAsync(client, operation.Request(path));
            }
        }
    }

    /// <summary>What the sidecar delivers: events that nobody can use, on each route that it is told of.</summary>
    public async Task DeliverAllAsync()
    {
        using var sidecar = component.Sidecar();
        var subscriptions = JsonNode.Parse(await sidecar.GetStringAsync("/dapr/subscribe", TestContext.Current.CancellationToken))!.AsArray();
        foreach (var route in subscriptions.Select(subscription => (string)subscription!["route"]!).Append($"/events/{Canary.Bsn}"))
        {
            foreach (var cloudEvent in CanaryEvents.All())
            {
                await SendAsync(sidecar, new HttpRequestMessage(HttpMethod.Post, route)
                {
                    Content = new StringContent(cloudEvent, Encoding.UTF8, "application/cloudevents+json"),
                });
            }
        }
    }

    /// <summary>A client that waits for an answer, however long, before it sends a body that it asked about.</summary>
    private static HttpClient Patient(HttpClient client)
    {
        var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = client.BaseAddress };
        patient.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        return patient;
    }

    private string PathOf(string template)
    {
        var path = "/v1";
        foreach (var segment in template.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path += "/" + (segment.StartsWith('{') ? _ids.GetValueOrDefault(path, "00000000-0000-0000-0000-000000000000") : segment);
        }

        return path;
    }

    private async Task CallRightlyAsync(CanaryOperation operation, string path, HttpClient client)
    {
        var (status, location) = await SendAsync(client, operation.Request(path));
        Statuses[$"{operation.Method} {operation.Template}"] = status;
        if (location is not null)
        {
            _ids[path] = location.ToString().Split('/')[^1];
        }
    }

    private async Task<(int Status, Uri? Location)> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await AnswerAsync(client, request);
            Seen.Add((int)answer.StatusCode);
            var what = $"{(int)answer.StatusCode} on {request.Method} {request.RequestUri} {request.Headers.ToString().ReplaceLineEndings(" ")}";
            sinks.Add(Answers, $"the headers of {what}", $"{answer.Headers}{answer.Content.Headers}");
            if (!answer.IsSuccessStatusCode)
            {
                sinks.Add(Answers, $"the body of {what}", await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            }

            return ((int)answer.StatusCode, answer.Headers.Location);
        }
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException($"There was no answer to {request.Method} {request.RequestUri} {request.Content?.Headers}", e);
        }
    }
}
