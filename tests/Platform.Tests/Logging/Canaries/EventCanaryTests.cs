using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Logging.Canaries;

/// <summary>An event about a person, whatever becomes of it: the number comes out nowhere (PRV-01), but to whoever asks for the whole letter.</summary>
public sealed class EventCanaryTests
{
    private const string Text = $"Over {Canary.Bsn} weten wij niets.";

    private static JsonObject About(string number) => new() { ["naam"] = $"Jansen {number}", ["hoofdpersoon"] = number };

    [Fact]
    public async Task An_event_that_is_handled()
    {
        await using var component = await WatchedComponent.StartAsync();

        Assert.Equal("SUCCESS", await component.DeliverAsync(Event()));
        Assert.Equal("SUCCESS", await component.DeliverAsync(Event()));

        var line = Assert.Single(await component.Component.LinesAsync());
        Assert.Matches("^1/[A-Za-z0-9_-]{43}$", line.Subject);
        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task An_event_that_cannot_be_used()
    {
        await using var component = await WatchedComponent.StartAsync();
        string[] events =
        [
            Event(("data", About("99999365"))), Event(("data", Canary.Bsn)), Event(("data", new JsonArray(Canary.Bsn))), Event(("type", $"nl.{Canary.Bsn}")),
            Event(("source", $"urn:{Canary.Bsn}")), Event(("time", Canary.Bsn)), Event(("specversion", Canary.Bsn)), Event(("sequence", $"-{Canary.Bsn}")),
            Event(("traceparent", Canary.Bsn)), Canary.Bsn, $"{{\"{Canary.Bsn}\":",
        ];

        foreach (var cloudEvent in events)
        {
            await component.DeliverAsync(cloudEvent);
            await component.DeliverAsync(cloudEvent, $"/events/{WatchedComponent.Topic}/dead-letters");
        }

        component.Sinks.Add("the command", "dead-letters list", (await component.DeadLettersAsync("list")).Output);
        component.Sinks.Add("the command", "dead-letters replay", (await component.DeadLettersAsync("replay", "--all")).Output);
        await component.DeliverAsync(Event());
        await component.AssertSilentAsync();
    }

    [Theory]
    [InlineData("drop", "DROP")]
    [InlineData("retry", "RETRY")]
    [InlineData("throw", "RETRY")]
    public async Task An_event_that_its_handler_does_not_take_and_what_becomes_of_it(string answer, string told)
    {
        var takes = false;
        await using var component = await WatchedComponent.StartAsync(null, _ => takes ? EventAnswer.Success : answer switch
        {
            "drop" => EventAnswer.Drop(Text),
            "retry" => EventAnswer.Retry(Text),
            _ => throw new FormatException(Text, new InvalidOperationException(Text)),
        });

        Assert.Equal(told, await component.DeliverAsync(Event()));
        Assert.Equal("SUCCESS", await component.DeliverAsync(Event(), $"/events/{WatchedComponent.Topic}/dead-letters"));
        var letter = $"{Assert.Single(await LettersAsync(component)).LetterId}";
        component.Sinks.Add("the command", "dead-letters list", (await component.DeadLettersAsync("list")).Output);
        var (code, output) = await component.DeadLettersAsync("replay", letter);
        Assert.Equal(1, code);
        component.Sinks.Add("the command", "dead-letters replay, not taken", output);

        // It is what the verb is for; the security log says who looked (docs/logging.md).
        Assert.Contains(Text, (await component.DeadLettersAsync("show", letter)).Output, StringComparison.Ordinal);

        takes = true;
        (code, output) = await component.DeadLettersAsync("replay", letter);
        Assert.Equal(0, code);
        component.Sinks.Add("the command", "dead-letters replay, taken", output);
        Assert.Empty(await LettersAsync(component));
        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task An_event_whose_handling_the_store_fails_on()
    {
        await using var component = await WatchedComponent.StartAsync();
        component.Store.FailNext(Fault.Silent, operations => operations.Any(operation => operation.Key.Contains("/dossiers/", StringComparison.Ordinal)));

        Assert.True(await component.DeliverAsync(Event()) is "SUCCESS" or "RETRY");
        Assert.Equal("SUCCESS", await component.DeliverAsync(Event()));

        await component.AssertSilentAsync();
    }

    [Fact]
    public async Task An_event_that_is_published_and_that_its_broker_does_not_take_at_first()
    {
        await using var component = await WatchedComponent.StartAsync();
        component.Broker.Refuses = Text;
        await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));
        await Eventually.TrueAsync(() => component.Component.Log.Lines.Any(line => line.Contains("was not taken by", StringComparison.Ordinal)));
        component.Broker.Refuses = null;
        await Eventually.TrueAsync(() => !component.Broker.Published.IsEmpty);

        await component.AssertSilentAsync();
        Assert.True(component.Sinks.Has("events"));
    }

    [Fact]
    public async Task An_event_that_is_published_and_that_its_broker_never_takes()
    {
        await using var component = await WatchedComponent.StartAsync();
        string? never = null;
        component.Broker.RefusesIt = published => published.Id == (never ??= published.Id);
        component.Broker.Refuses = Text;
        while (await LettersAsync(component) is [])
        {
            // It counts as its own fault while others are taken.
            await component.SendAsync(HttpMethod.Post, "/v1/dossiers", Persons.Json(Persons.One));
        }

        Assert.Equal(never, Assert.Single(await LettersAsync(component)).Id);
        component.Sinks.Add("the command", "dead-letters list", (await component.DeadLettersAsync("list")).Output);
        var (code, output) = await component.DeadLettersAsync("replay", "--all");
        Assert.Equal(1, code);
        component.Sinks.Add("the command", "dead-letters replay, not taken", output);

        component.Broker.Refuses = null;
        (code, output) = await component.DeadLettersAsync("replay", "--all");
        Assert.Equal(0, code);
        component.Sinks.Add("the command", "dead-letters replay, taken", output);
        Assert.Contains(component.Broker.Published, published => published.Event.Id == never);
        await component.AssertSilentAsync();
    }

    // Its sender put the number where it should not be.
    private static string Event(params (string Name, JsonNode? Value)[] members) =>
        ReceivingComponent.Event(Canary.Bsn, [("subject", Canary.Bsn), ("data", About(Canary.Bsn)), .. members]);

    private static async Task<IReadOnlyList<DeadLetter>> LettersAsync(WatchedComponent component) =>
        [.. (await component.Component.App.Services.GetRequiredService<DeadLetterStore>()
            .ListAsync(LoggedComponent.Tenant, null, 100, TestContext.Current.CancellationToken)).Items.Select(item => item.Data)];
}
