using System.Net.Sockets;
using CommonGround.Sidecar.PubSub;

namespace CommonGround.Sidecar.App;

/// <summary>
/// What a sidecar does with its component: it waits until it listens, asks it once for its configuration and its subscriptions, delivers,
/// and probes its health. What it did not get at that moment it never gets.
/// </summary>
internal sealed class AppConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly SidecarOptions _options;
    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;

    public AppConnection(SidecarOptions options, Func<int> port)
    {
        _options = options;
        Channel = new AppChannel(options, port);
        Health = new AppHealth(options, Channel);
    }

    public AppChannel Channel { get; }

    public AppHealth Health { get; }

    public int Port => Channel.Port;

    /// <summary>Whether its access control list lets another app call it.</summary>
    public bool Allows(string caller, string path, string verb) =>
        caller == _options.AppId || _options.Access is null || _options.Access.Any(rule => rule.Allows(caller, path, verb));

    public IReadOnlyList<Subscription> Subscriptions { get; private set; } = [];

    /// <summary>Whether the component listened and was asked.</summary>
    public bool Asked { get; private set; }

    /// <summary>What <c>healthz</c> says: a sidecar without a component has nothing to wait for.</summary>
    public bool Ready => Asked || _options.AppPort is null;

    public void Start()
    {
        if (_options.AppPort is not null)
        {
            _work = RunAsync(_end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Channel.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync(CancellationToken end)
    {
        await WaitForPortAsync(end);
        await Health.FirstProbeAsync(end);
        using (await AskAsync("/dapr/config", end))
        {
            // Nothing in it matters here; a sidecar asks, and a component must be able to answer.
        }

        Subscriptions = await SubscriptionsAsync(end);
        var pumps = Subscriptions.Select(subscription => new DeliveryPump(_options, subscription, this).RunAsync(end)).ToList();
        Asked = true;
        await Task.WhenAll([Health.WatchAsync(end), .. pumps]);
    }

    private async Task WaitForPortAsync(CancellationToken end)
    {
        while (true)
        {
            if (Port > 0)
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync("127.0.0.1", Port, end);
                    return;
                }
                catch (SocketException)
                {
                    // It does not listen yet.
                }
            }

            await Task.Delay(s_look, end);
        }
    }

    private async Task<HttpResponseMessage?> AskAsync(string path, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Channel.Address(path));
        request.Headers.TryAddWithoutValidation("Dapr-App-Id", _options.AppId);
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            return await Channel.SendAsync(request, end);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken end)
    {
        using var answer = await AskAsync("/dapr/subscribe", end);
        return answer?.IsSuccessStatusCode is true
            ? Subscription.Read(await answer.Content.ReadAsByteArrayAsync(end), _options.PubSubs)
            : [];
    }
}
