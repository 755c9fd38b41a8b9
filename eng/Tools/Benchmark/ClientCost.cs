using System.Diagnostics;
using System.Globalization;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// What the platform's client of the sidecar takes for a call, against a bare <see cref="HttpClient"/> that sends the same request and reads
/// the same answer: one call after the other, in turn, on one stand-in.
/// </summary>
internal sealed class ClientCost(WebApplication component, BareClient bare, string aim)
{
    private const int Calls = 1_000;
    private const int Rounds = 15;
    // The first rounds are the compiler's.
    private const int WarmUp = 4;
    private const int Secrets = Calls * (WarmUp + Rounds);

    private static readonly string s_value = new('x', 600);
    private static readonly string[] s_keys = [.. Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"gelezen-{i:00}"))];

    private readonly IStateStore _store = component.Services.GetRequiredService<IStateStore>();
    private readonly IEventBroker _broker = component.Services.GetRequiredService<IEventBroker>();
    private readonly ISecretStore _secrets = component.Services.GetRequiredService<ISecretStore>();
    private readonly HttpClient _client = ClientComponent.Client(component);

    public static async Task<IReadOnlyList<Comparison>> MeasureAsync(string aim)
    {
        await using var standIn = new StandIn(ClientComponent.AppId);
        var place = await SidecarPlace.OfAsync(standIn);
        await using var component = await ClientComponent.StartAsync(place);
        using var bare = new BareClient(place);
        for (var i = 0; i < Secrets; i++)
        {
            standIn.Secrets.With(Secret(i), ("waarde", "geheim"));
        }

        return await new ClientCost(component, bare, aim).MeasureAsync();
    }

    private async Task<IReadOnlyList<Comparison>> MeasureAsync()
    {
        if (!await _store.TransactAsync([.. s_keys.Select(key => StateOperation.Write(key, s_value))], default))
        {
            throw new InvalidOperationException("The stand-in does not take a transaction.");
        }

        var events = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid().ToString()).Select(id => (Id: id, CloudEvent: CloudEvent(id))).ToList();
        using var direct = ClientComponent.Direct(component);
        // What was read is remembered, so each secret is read once.
        var (ours, theirs) = (0, 0);
        return
        [
            await CompareAsync("client-get", () => _store.GetAsync(s_keys[0], default), () => bare.GetAsync(s_keys[0])),
            await CompareAsync("client-get-20", () => _store.GetManyAsync(s_keys, default), () => bare.GetManyAsync(s_keys)),
            await CompareAsync(
                "client-transact", () => _store.TransactAsync([StateOperation.Write("een", s_value), StateOperation.Write("twee", s_value)], default),
                () => bare.TransactAsync(s_value, "een", "twee")),
            await CompareAsync(
                "client-publish-20", () => _broker.PublishAsync("meting", [.. events.Select(e => new OutgoingEvent(e.Id, e.CloudEvent, null))], default),
                () => bare.PublishAsync("meting", events)),
            await CompareAsync("client-secret", () => _secrets.GetAsync(Secret(ours++), default), () => bare.SecretAsync(Secret(theirs++))),
            await CompareAsync("client-invoke", () => InvokeAsync(_client), () => bare.InvokeAsync(ClientComponent.AppId, "healthz")),
            await CompareAsync(
                "client-invoke, without time limits and breaker", () => InvokeAsync(direct), () => bare.InvokeAsync(ClientComponent.AppId, "healthz")),
        ];
    }

    private async Task<Comparison> CompareAsync(string name, Func<Task> ours, Func<Task> theirs)
    {
        var (first, second) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var (one, other) = (await TimeAsync(ours), await TimeAsync(theirs));
            if (round >= 0)
            {
                first.Add(one);
                second.Add(other);
            }
        }

        return new(name, "a bare HttpClient", "µs", Measure.Median(first), Measure.Median(second), aim);
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++)
        {
            await call();
        }

        return clock.Elapsed.TotalMicroseconds / Calls;
    }

    private static async Task InvokeAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("healthz", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        _ = await answer.Content.ReadAsStringAsync();
    }

    private static string Secret(int number) => string.Create(CultureInfo.InvariantCulture, $"geheim-{number}");

    private static string CloudEvent(string id) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"urn:nld:oin:00000099000000001000:systeem:meting","type":"nl.voorbeeld.meting.v1","subject":"{{{id}}}","datacontenttype":"application/json","data":{"waarde":"{{{s_value}}}"}}""";
}
