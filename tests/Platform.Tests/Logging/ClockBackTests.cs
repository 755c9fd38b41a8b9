using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Verification;
using CommonGround.Platform.Tests.Logging.Delivery;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>
/// The clock of a component jumps back while it works: by an hour, and by a month, so that lines lie in a month that is still to come. Nothing is lost,
/// nothing comes twice, the chain holds, and the person whom it is about still finds all of it.
/// </summary>
public sealed class ClockBackTests
{
    private readonly JumpingTime _clock = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<TimeSpan> Jumps { get; } = [TimeSpan.FromHours(-1), TimeSpan.FromDays(-31)];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Lines_of_before_and_after_arrive_once_and_are_found_and_the_chain_holds(TimeSpan jump)
    {
        await using var logboek = await LogboekCollector.StartAsync();
        await using var component = await StartAsync(logboek);
        await CreateAsync(component);
        await CreateAsync(component);

        _clock.Jump(jump);
        RenewToken(component);
        await CreateAsync(component);
        await CreateAsync(component);

        var before = await component.LinesAsync();
        Assert.Equal(4, before.Count);
        Assert.True(before[2].Line.StartTime < before[0].Line.StartTime);
        await Eventually.TrueAsync(() => logboek.Written.Count >= 4);
        Assert.Equal(before.Select(line => line.Line.SpanId), logboek.Written.Select(span => span.SpanId));

        // Those of the future come first, as they are dated.
        string[] newestFirst = [.. before.OrderByDescending(line => line.Line.StartTime / 1000).Select(line => line.Line.SpanId)];
        Assert.Equal(newestFirst.Order(), (await FindAsync(component)).Order());
        Assert.True(await component.App.Services.GetRequiredService<IndexLoop>().TryCatchUpAsync(Cancel));
        var found = await FindAsync(component);
        Assert.Equal(newestFirst.Order(), found.Where(newestFirst.Contains).Order());
        Assert.Equal(newestFirst[..2].Order(), found.Where(newestFirst.Contains).Take(2).Order());
        await AssertWholeAsync(component);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_request_during_which_it_jumps_ends_no_earlier_than_it_began(TimeSpan jump)
    {
        await using var component = await StartAsync((Uri?)null);
        var address = await CreateAsync(component);
        var jumped = 0;
        component.Store.BeforeReadOf = keys =>
        {
            if (keys.Any(key => key.Contains("/dossiers/", StringComparison.Ordinal)) && Interlocked.Exchange(ref jumped, 1) == 0)
            {
                _clock.Jump(jump);
            }

            return Task.CompletedTask;
        };

        using var answer = await component.GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, jumped));
        var lines = await component.LinesAsync();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.True(line.Line.EndTime >= line.Line.StartTime));
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Heads_go_out_and_a_Logboek_is_called_again_after_the_time_that_passed(TimeSpan jump)
    {
        int port;
        await using (var away = await LogboekCollector.StartAsync())
        {
            port = away.Endpoint.Port;
        }

        await using var component = await StartAsync(new Uri($"http://127.0.0.1:{port}"));
        await CreateAsync(component);
        await Eventually.TrueAsync(() => component.Log.Lines.Any(line => line.Contains("were not acknowledged by 'logboek'", StringComparison.Ordinal)));

        _clock.Jump(jump);
        RenewToken(component);
        await CreateAsync(component);
        await using var logboek = await LogboekCollector.StartAsync(port);

        await Eventually.TrueAsync(() => logboek.Written.Count >= 2);
        Assert.Equal((await component.LinesAsync()).Select(line => line.Line.SpanId), logboek.Written.Select(span => span.SpanId));
        await Eventually.TrueAsync(() => Heads(component).Any(head => head.Number >= 1));
        await AssertWholeAsync(component);
    }

    private Task<LoggedComponent> StartAsync(LogboekCollector logboek) => StartAsync(logboek.Endpoint);

    private Task<LoggedComponent> StartAsync(Uri? logboek) => LoggedComponent.StartAsync(
        DossiersApi.Map,
        builder => builder.Services.AddSingleton<TimeProvider>(_clock),
        [
            ("Audit:HeadInterval", "00:00:01"), ("Logboek:Endpoint", logboek?.ToString()), ("Logboek:Gather", "00:00:00.01"), ("Logboek:FirstPause", "00:00:00.01"),
            ("Logboek:LongestPause", "00:00:00.05"),
        ]);

    // What was issued before the jump is of the future now, and is refused.
    private void RenewToken(LoggedComponent component)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var token = LoggedComponent.Token(token => (token.Payload["iat"], token.Payload["exp"]) = (now, now + 3600));
        component.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <returns>Where it is.</returns>
    private static async Task<string> CreateAsync(LoggedComponent component)
    {
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/dossiers", $$"""{"naam":"Jansen","hoofdpersoon":"{{Persons.One.Reveal()}}"}""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return $"/v1/{answer.Headers.Location!.ToString().Split("/v1/")[1]}";
    }

    /// <returns>The span ids of the lines about the person, as the component tells them; each question leaves a line itself.</returns>
    private static async Task<IReadOnlyList<string>> FindAsync(LoggedComponent component)
    {
        using var answer = await component.SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek", $$"""{"burgerservicenummer":"{{Persons.One.Reveal()}}"}""");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return [.. json.RootElement.EnumerateArray().Select(item => item.GetProperty("spanId").GetString()!)];
    }

    private static List<LogHead> Heads(LoggedComponent component) => [.. component.Log.Lines.SelectMany(LogHead.FindAll)];

    private static async Task AssertWholeAsync(LoggedComponent component)
    {
        var found = await component.App.Services.GetRequiredService<LogVerification>().VerifyAsync(Heads(component), Cancel);
        Assert.True(found.IsWhole, string.Join(", ", found.Faults));
    }
}
