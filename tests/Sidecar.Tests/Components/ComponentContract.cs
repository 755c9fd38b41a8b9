using System.Text.RegularExpressions;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>
/// What the whole component does beside a sidecar, whichever that is: the same tests beside the stand-in and beside a real one. Others may
/// have left theirs in the same store, so each test looks for its own.
/// </summary>
public abstract partial class ComponentContract
{
    private const string Topic = "zaken";
    private const string Source = "urn:nld:oin:00000099000000001000:systeem:zaakregister";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly string _bsn = Bsns.New();

    [Fact]
    public async Task What_is_created_is_listed_and_found_also_after_a_kill()
    {
        await using var host = NewHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();
        string[] created = [.. Enumerable.Range(100, 50).Select(number => $"{_run} {number}")];

        await Parallel.ForEachAsync(created, TestContext.Current.CancellationToken, async (subject, _) => await client.CreateSurelyAsync(subject, _bsn));
        Assert.Equal(created, await ListedAsync(client));
        Assert.Equal(created, await client.SearchAsync(_bsn));
        component.Kill();

        await using var again = await host.StartAsync();
        using var client2 = await again.ClientAsync();
        Assert.Equal(created, await ListedAsync(client2));
        Assert.Equal(created, await client2.SearchAsync(_bsn));
        Assert.Equal(401, await client2.ListWithoutTokenAsync());
    }

    [Fact]
    public async Task What_is_created_is_published()
    {
        await using var host = NewHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();

        for (var number = 0; number < 5; number++)
        {
            await client.CreateSurelyAsync($"{_run} {number}", _bsn);
        }

        await Eventually.IsTrueAsync(async () => await component.MetricAsync("commonground_events_published_total") >= 5, "the broker took each event", s_patience);
    }

    [Fact]
    public async Task An_event_is_handled_once_however_often_it_comes_and_its_effect_outlives_a_kill()
    {
        await using var host = NewHost();
        await using var component = await host.StartAsync();
        using var client = await component.ClientAsync();
        var (id, other) = (await client.CreatedAsync($"{_run} 1", _bsn), await client.CreatedAsync($"{_run} 2", _bsn));
        var created = await client.GetAsync(id);

        await host.PublishAsync(Topic, Closed(_run, id));
        await Eventually.IsTrueAsync(async () => (await client.GetAsync(id)).Status == "afgehandeld", "the event is handled", s_patience);
        var handled = await client.GetAsync(id);
        Assert.NotEqual(created.Version, handled.Version);
        await host.PublishAsync(Topic, Closed(_run, id));
        await host.PublishAsync(Topic, Closed($"{_run}-2", other));
        await Eventually.IsTrueAsync(async () => (await client.GetAsync(other)).Status == "afgehandeld", "the event after it is handled", s_patience);
        Assert.Equal(handled, await client.GetAsync(id));
        component.Kill();

        await using var again = await host.StartAsync();
        using var client2 = await again.ClientAsync();
        Assert.Equal(handled, await client2.GetAsync(id));
    }

    [Fact]
    public async Task What_cannot_be_handled_is_listed_shown_and_discarded_by_the_command_beside_it()
    {
        await using var host = NewHost();
        await using var component = await host.StartAsync();

        await host.PublishAsync(Topic, Event(_run, "nl.voorbeeld.zaak.onbekend.v1", "{}"));
        string? letter = null;
        await Eventually.IsTrueAsync(async () => (letter = await LetterAsync(host)) is not null, "it is among the dead letters", s_patience);

        var (code, shown) = await host.CommandAsync("dead-letters", "show", letter!);
        Assert.Equal(0, code);
        Assert.Contains("Nothing subscribes to its type", shown, StringComparison.Ordinal);
        (code, shown) = await host.CommandAsync("dead-letters", "replay", letter!);
        Assert.Equal(1, code);
        Assert.Contains($"{letter} stays", shown, StringComparison.Ordinal);
        (code, shown) = await host.CommandAsync("dead-letters", "discard", letter!);
        Assert.Equal(0, code);
        Assert.Contains($"{letter} is discarded", shown, StringComparison.Ordinal);
        Assert.Null(await LetterAsync(host));
    }

    private protected abstract ComponentHost NewHost();

    private static string Closed(string id, Guid aanvraag) =>
        Event(id, "nl.voorbeeld.zaak.aanvraag-afgehandeld.v1", $$"""{"aanvraagId":"{{aanvraag}}"}""");

    private static string Event(string id, string type, string data) =>
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"{{Source}}","type":"{{type}}","subject":"zaken/{{id}}","sequence":"1",
         "time":"{{DateTimeOffset.UtcNow:O}}","datacontenttype":"application/json","data":{{data}}}
        """;

    private async Task<string[]> ListedAsync(AanvragenClient client) =>
        [.. (await client.ListAsync()).Where(subject => subject.StartsWith(_run, StringComparison.Ordinal))];

    /// <returns>The id of the letter that holds the event of this test, or <see langword="null"/>.</returns>
    private async Task<string?> LetterAsync(ComponentHost host)
    {
        var (code, listed) = await host.CommandAsync("dead-letters", "list");
        Assert.True(code == 0, listed);
        var line = listed.Split('\n').SingleOrDefault(line => line.Contains(_run, StringComparison.Ordinal) && LetterId().IsMatch(line));
        return line is null ? null : LetterId().Match(line).Value;
    }

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex LetterId();
}
