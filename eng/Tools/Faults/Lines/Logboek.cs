using System.Net;
using CommonGround.Sidecar.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// A Logboek on this machine, by OTLP over HTTP with protobuf. It keeps what it wrote, whether the component was told or not. For a while it is
/// away, answers 500, refuses some lines of a call (<c>partial_success</c>), answers later than the component waits, or cuts the connection.
/// </summary>
internal sealed class Logboek : IAsyncDisposable
{
    private const string Down = "Logboek down";
    private const string DownForMinutes = "Logboek down for minutes";
    private const string Fails = "Logboek answers 500";
    private const string Refuses = "Logboek refuses some lines";
    private const string Slow = "Logboek slow";
    private const string Cuts = "Logboek cuts connections";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ListeningPort _port = new();
    private WebApplication? _server;
    private volatile string? _trouble;

    /// <summary>What can go wrong with it.</summary>
    public static IReadOnlyList<string> Faults => [Down, DownForMinutes, Fails, Refuses, Slow, Cuts];

    /// <summary>What it wrote.</summary>
    public ReceivedLines Written { get; } = new();

    /// <summary>The settings by which the component delivers to it: small calls, and pauses as short as everything else here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Logboek__Endpoint"] = $"http://127.0.0.1:{_port.Number}",
        ["Logboek__Gather"] = "00:00:00.2",
        ["Logboek__BatchLines"] = "64",
        ["Logboek__Timeout"] = s_patience.ToString(),
        ["Logboek__FirstPause"] = "00:00:00.1",
        ["Logboek__LongestPause"] = "00:00:01",
    };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => _port.Take());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port.Number));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    /// <summary>
    /// Lets one of <see cref="Faults"/> happen, which ends by itself. Down it is for as long as half a day lasts here, or for minutes, in which many
    /// logs are ended and wait for it.
    /// </summary>
    public Happening Disturb(string fault, Random random)
    {
        var seconds = fault switch { Down => 5, DownForMinutes => 120, _ => 1 };
        var time = TimeSpan.FromSeconds(seconds * (0.5 + random.NextDouble()));
        return new(fault, $"for {time.TotalSeconds:0.0} s", fault is Down or DownForMinutes ? RestartAsync(time) : TroubleAsync(fault, time));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
    }

    // Not with the run's token: it would stay away for who looks at the end.
    private async Task RestartAsync(TimeSpan time)
    {
        await StopAsync();
        _port.Reserve();
        await Task.Delay(time);
        await StartAsync();
    }

    private async Task TroubleAsync(string fault, TimeSpan time)
    {
        _trouble = fault;
        await Task.Delay(time);
        _trouble = null;
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            // Cancelled before it begins: connections end now, answered or not.
            await server.StopAsync(new CancellationToken(canceled: true));
            await server.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var lines = OtlpReader.Read(body.ToArray());
        switch (_trouble)
        {
            case Fails:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case Refuses:
                var refused = lines.Where(_ => Random.Shared.Next(3) == 0).ToHashSet();
                lines.Where(line => !refused.Contains(line)).ToList().ForEach(Written.Add);
                await AnswerAsync(context, refused.Count);
                return;
            case Slow:
                await Task.Delay(2 * s_patience * Random.Shared.NextDouble());
                break;
            case Cuts when Random.Shared.Next(2) == 0:
                context.Abort();
                return;
            case Cuts:
                lines.ToList().ForEach(Written.Add);
                context.Abort();
                return;
        }

        lines.ToList().ForEach(Written.Add);
        await AnswerAsync(context, 0);
    }

    // partial_success (1) with rejected_spans (1), below 128 since a call has 64 lines, and error_message (2).
    private static async Task AnswerAsync(HttpContext context, int refused)
    {
        context.Response.ContentType = "application/x-protobuf";
        if (refused > 0)
        {
            await context.Response.Body.WriteAsync(new byte[] { 0x0A, 0x06, 0x08, (byte)refused, 0x12, 0x02, (byte)'n', (byte)'o' });
        }
    }
}
