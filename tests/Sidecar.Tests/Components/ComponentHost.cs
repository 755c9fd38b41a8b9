using System.Net.Http.Headers;
using System.Text;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>Where a whole component runs: beside which sidecar, and how.</summary>
internal abstract class ComponentHost : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where the sidecar listens.</summary>
    protected abstract Uri SidecarAddress { get; }

    /// <summary>What the sidecar must be shown, where it asks for it.</summary>
    protected abstract string? SidecarToken { get; }

    /// <summary>The name of its pub/sub component.</summary>
    protected virtual string BrokerName => "pubsub";

    /// <summary>Starts the component, and the sidecar where that is ours and does not run; waits until the component is ready.</summary>
    public abstract Task<ComponentProcess> StartAsync();

    /// <summary>Runs a command of the component beside it, to its end.</summary>
    /// <returns>The exit code, and what it printed.</returns>
    public async Task<(int Code, string Output)> CommandAsync(params string[] arguments)
    {
        await using var command = ComponentProcess.Start(Run(isServer: false), arguments);
        return (await command.EndAsync(), command.Output);
    }

    /// <summary>Publishes as another component would, through the sidecar.</summary>
    public async Task PublishAsync(string topic, string cloudEvent)
    {
        using var http = new HttpClient { BaseAddress = SidecarAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1.0/publish/{BrokerName}/{topic}") { Content = new StringContent(cloudEvent, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        if (SidecarToken is { } token)
        {
            request.Headers.Add("dapr-api-token", token);
        }

        using var answer = await http.SendAsync(request, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"It was published with {answer.StatusCode}.");
    }

    public abstract ValueTask DisposeAsync();

    /// <param name="isServer">Whether it is to listen where the sidecar expects it.</param>
    protected abstract ComponentRun Run(bool isServer);
}
