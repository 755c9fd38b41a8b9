using System.Diagnostics.Metrics;
using System.Text;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Events;

/// <summary>What could not be handled or published, and the command that handles it.</summary>
public sealed class DeadLetterTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_back_on_the_dead_letter_topic_is_kept_with_the_reason_of_the_last_try()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Retry("het archief is dicht");
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(ReceivingComponent.Event("een")));

        var letter = Assert.Single(await component.LettersAsync());
        Assert.Equal(("een", "zaken", "het archief is dicht"), (letter.Id, letter.Topic, letter.Reason));
        Assert.Equal(1, await component.App.Services.GetRequiredService<DeadLetterCounts>().CountAsync(Cancel));
    }

    [Fact]
    public async Task What_comes_back_although_it_was_handled_is_no_dead_letter()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(ReceivingComponent.Event("een")));

        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task A_letter_is_stored_encrypted()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("van mevrouw Moulin");
        await component.DeliverAsync(ReceivingComponent.Event("een", ("subject", "geheim-onderwerp")));
        Assert.Single(await component.LettersAsync());

        var stored = string.Concat(Directory.GetFiles(Path.GetDirectoryName(_folder.StateFile)!, "state.db*").Select(file => Encoding.Latin1.GetString(Read(file))));

        Assert.Contains("_dead-letters", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Moulin", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim-onderwerp", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(component.Log.Lines, line => line.Contains("Moulin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replay_runs_the_handler_and_removes_the_letter()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var old = ReceivingComponent.Event("een", ("time", "2020-01-01T00:00:00Z"));
        Assert.Equal("DROP", await component.DeliverAsync(old));
        var id = Assert.Single(await component.LettersAsync()).LetterId;

        var (code, output, error) = await ReceivingComponent.CommandAsync(_folder, "replay", $"{id}");

        Assert.Equal((0, $"{id} is handled.", ""), (code, output.Trim(), error));
        Assert.Equal(["een"], await component.HandledAsync());
        Assert.Empty(await component.LettersAsync());
        Assert.Equal(0, await component.App.Services.GetRequiredService<DeadLetterCounts>().CountAsync(Cancel));

        // A late copy on the dead-letter topic finds that it is done with.
        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(old));
        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task A_replay_that_fails_again_leaves_the_letter_and_says_why()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        await component.DeliverAsync(ReceivingComponent.Event("een", ("type", "nl.voorbeeld.zaak.onbekend.v1")));
        var id = Assert.Single(await component.LettersAsync()).LetterId;

        var (code, _, error) = await ReceivingComponent.CommandAsync(_folder, "replay", $"{id}");

        Assert.Equal(1, code);
        Assert.Contains($"{id} stays", error, StringComparison.Ordinal);
        Assert.Single(await component.LettersAsync());
    }

    [Fact]
    public async Task A_letter_of_a_source_that_was_trusted_later_is_handled_for_its_tenant()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder, ("Subscriptions:TrustedSources:0", ReceivingComponent.Source + "2"));
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        var id = Assert.Single(await component.LettersAsync(Oin.Organization)).LetterId;

        var (code, _, error) = await ReceivingComponent.CommandAsync(_folder, "replay", $"{id}");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["een"], await component.HandledAsync());
        Assert.Empty(await component.LettersAsync(Oin.Organization));
    }

    [Fact]
    public async Task A_letter_that_is_discarded_does_not_come_back()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("nee");
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        var id = Assert.Single(await component.LettersAsync()).LetterId;

        Assert.Equal(0, (await ReceivingComponent.CommandAsync(_folder, "discard", $"{id}")).Code);
        await component.DeliverDeadAsync(ReceivingComponent.Event("een"));

        Assert.Empty(await component.LettersAsync());
        Assert.Equal(0, await component.App.Services.GetRequiredService<DeadLetterCounts>().CountAsync(Cancel));
    }

    [Fact]
    public async Task List_prints_neither_data_nor_reason_and_show_prints_all()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("van mevrouw Moulin");
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        var id = Assert.Single(await component.LettersAsync()).LetterId;

        var list = await ReceivingComponent.CommandAsync(_folder, "list");
        var show = await ReceivingComponent.CommandAsync(_folder, "show", $"{id}", "--tenant", $"{ReceivingComponent.Tenant}");

        Assert.Contains($"{id}", list.Output, StringComparison.Ordinal);
        Assert.Contains("1 dead letter", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Moulin", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"zaak\"", list.Output, StringComparison.Ordinal);
        Assert.Contains("van mevrouw Moulin", show.Output, StringComparison.Ordinal);
        Assert.Contains("\"zaak\":\"een\"", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_the_broker_refused_is_published_by_a_replay()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var letter = new DeadLetter("events", "aanvragen", ReceivingComponent.Source, "uit-1", "{}", "refused");
        IDeadLetters letters = component.Letters;
        await letters.PutAsync(ReceivingComponent.Tenant, letter, Cancel);
        await letters.PutAsync(ReceivingComponent.Tenant, letter, Cancel);
        var put = Assert.Single(await component.LettersAsync());
        var replay = component.App.Services.GetRequiredService<DeadLetterReplay>();

        component.Broker.Refuses = "vol";
        Assert.Equal(new Replayed(ReplayEnd.Refused, "vol"), await replay.ReplayAsync(ReceivingComponent.Tenant, put, Cancel));
        Assert.Single(await component.LettersAsync());
        component.Broker.Refuses = null;
        Assert.Equal(new Replayed(ReplayEnd.Done, "is published"), await replay.ReplayAsync(ReceivingComponent.Tenant, put, Cancel));

        Assert.Equal(("aanvragen", "uit-1"), (Assert.Single(component.Broker.Published).Topic, component.Broker.Published.Single().Event.Id));
        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task A_replay_that_could_not_be_tried_leaves_the_reason_of_the_letter()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("het dossier is gesloten");
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        await ((IDeadLetters)component.Letters).PutAsync(
            ReceivingComponent.Tenant, new DeadLetter("events", "aanvragen", ReceivingComponent.Source, "uit-1", "{}", "te groot"), Cancel);
        component.Answer = _ => EventAnswer.Retry("het archief is dicht");
        component.Broker.IsDown = true;

        var (code, _, error) = await CommandAsync(component, "replay");

        Assert.Equal(1, code);
        Assert.Contains("stays: het archief is dicht", error, StringComparison.Ordinal);
        Assert.Contains("stays: the broker cannot be reached", error, StringComparison.Ordinal);
        Assert.Equal(["het dossier is gesloten", "te groot"], (await component.LettersAsync()).Select(letter => letter.Reason).Order());

        component.Answer = _ => EventAnswer.Drop("het dossier is weg");
        (component.Broker.IsDown, component.Broker.Refuses) = (false, "verboden");
        await CommandAsync(component, "replay");
        Assert.Equal(["het dossier is weg", "verboden"], (await component.LettersAsync()).Select(letter => letter.Reason).Order());
    }

    [Fact]
    public async Task A_replay_says_what_was_done()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("nee");
        await component.DeliverAsync(ReceivingComponent.Event("oud", ("type", ReceivingComponent.Moved), ("sequence", "1")));
        component.Answer = _ => EventAnswer.Success;
        await component.DeliverAsync(ReceivingComponent.Event("nieuw", ("type", ReceivingComponent.Moved), ("sequence", "2")));
        await PutReceivedAsync(component, ReceivingComponent.Event("gezien", ("type", ReceivingComponent.Seen)), "gezien");
        await PutReceivedAsync(component, ReceivingComponent.Event("twee"), "twee");
        await component.DeliverAsync(ReceivingComponent.Event("twee"));

        var (code, output, error) = await CommandAsync(component, "replay");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("is older than what was handled", output, StringComparison.Ordinal);
        Assert.Contains("is of a type that the component leaves be", output, StringComparison.Ordinal);
        Assert.Contains("was handled before", output, StringComparison.Ordinal);
        Assert.Empty(await component.LettersAsync());
    }

    [Fact]
    public async Task A_reason_is_kept_as_far_as_anybody_reads_it()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        var reason = new string('x', 4095) + string.Concat(Enumerable.Repeat("😀", 400_000));
        component.Answer = _ => EventAnswer.Drop(reason);
        Assert.Equal("DROP", await component.DeliverAsync(ReceivingComponent.Event("een")));
        component.Answer = _ => EventAnswer.Retry(reason);
        Assert.Equal("RETRY", await component.DeliverAsync(ReceivingComponent.Event("twee")));
        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(ReceivingComponent.Event("twee")));
        Assert.Equal(0, (await CommandAsync(component, "list")).Code);
        component.Answer = _ => EventAnswer.Drop(reason + "!");
        Assert.Equal(1, (await CommandAsync(component, "replay")).Code);

        Assert.Equal([reason[..4095], reason[..4095]], (await component.LettersAsync()).Select(letter => letter.Reason));
    }

    [Fact]
    public async Task An_event_whose_letter_was_discarded_is_not_handled_when_it_comes_late()
    {
        await using (var wary = await ReceivingComponent.StartAsync(_folder, ("Subscriptions:TrustedSources:0", ReceivingComponent.Source + "2")))
        {
            await wary.DeliverAsync(ReceivingComponent.Event("een"));
        }

        await using var component = await ReceivingComponent.StartAsync(_folder);
        var letter = Assert.Single(await component.LettersAsync(Oin.Organization));

        Assert.Equal(0, (await ReceivingComponent.CommandAsync(_folder, "discard", $"{letter.LetterId}")).Code);
        Assert.Equal("SUCCESS", await component.DeliverAsync(ReceivingComponent.Event("een")));
        Assert.Equal("SUCCESS", await component.DeliverDeadAsync(ReceivingComponent.Event("een")));

        Assert.Empty(await component.HandledAsync());
        Assert.Empty(await component.LettersAsync());
        Assert.Empty(await component.LettersAsync(Oin.Organization));
    }

    [Fact]
    public async Task The_count_is_not_said_before_anything_was_counted()
    {
        await using var host = await StateHost.StartAsync(new FaultyStore());
        using var measured = new Instruments(host);
        var metrics = new EventMetrics(host.Get<IMeterFactory>());

        Assert.Null(measured.TryObserve("commonground.events.dead_letters.count"));
        metrics.Counted(3);
        Assert.Equal(3, measured.Observe("commonground.events.dead_letters.count"));
    }

    [Theory]
    [InlineData("what to do")]
    [InlineData("not understood", "sluit")]
    [InlineData("needs the id", "show")]
    [InlineData("needs the id", "replay")]
    [InlineData("not understood", "show", "5")]
    [InlineData("OIN", "list", "--tenant", "5")]
    [InlineData("takes no id", "list", "0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77")]
    [InlineData("only replay", "list", "--all")]
    public async Task Arguments_that_are_wrong_are_told_with_exit_code_2(string part, params string[] arguments)
    {
        var (code, output, error) = await ReceivingComponent.CommandAsync(_folder, arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Contains("dead-letters list", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_is_not_there_is_told_with_exit_code_1()
    {
        var (code, _, error) = await ReceivingComponent.CommandAsync(_folder, "show", "0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77");

        Assert.Equal(1, code);
        Assert.Contains("There is no dead letter", error, StringComparison.Ordinal);
    }

    /// <summary>It waits half a minute for what comes late; a store that was refused does not come.</summary>
    [Fact]
    public async Task On_a_store_that_is_refused_it_ends_at_once()
    {
        var refused = ReceivingComponent.Build(_folder, new CarelessStore { CreatesOver = true });
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await refused.App.RunCommandAsync(refused.App.FindCommand("dead-letters")!, ["list"], output, error).WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Equal((1, ""), (code, output.ToString()));
        Assert.Contains("is refused", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing was done", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_all_does_what_can_be_done()
    {
        await using var component = await ReceivingComponent.StartAsync(_folder);
        await component.DeliverAsync(ReceivingComponent.Event("een", ("time", "2020-01-01T00:00:00Z")));
        await component.DeliverAsync(ReceivingComponent.Event("twee", ("time", "2020-01-01T00:00:00Z")));
        await component.DeliverAsync("geen json");

        var (code, output, error) = await ReceivingComponent.CommandAsync(_folder, "replay", "--all");

        Assert.Equal(1, code);
        Assert.Contains("3 dead letters", output, StringComparison.Ordinal);
        Assert.Contains("stays", error, StringComparison.Ordinal);
        Assert.Equal(2, (await component.HandledAsync()).Count);
    }

    public void Dispose() => _folder.Dispose();

    private static Task PutReceivedAsync(ReceivingComponent component, string cloudEvent, string id) => ((IDeadLetters)component.Letters).PutAsync(
        ReceivingComponent.Tenant, new DeadLetter("zaken", "zaken", ReceivingComponent.Source, id, cloudEvent, "stuk") { IsReceived = true }, Cancel);

    // On the component itself, whose handler and broker the test has in hand.
    private static async Task<(int Code, string Output, string Error)> CommandAsync(ReceivingComponent component, string verb)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await component.App.Services.GetRequiredService<DeadLetterCommand>().RunAsync(new DeadLetterArguments(verb, null, null), output, error, Cancel);
        return (code, output.ToString(), error.ToString());
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
