using System.Diagnostics.Metrics;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Receiving;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Events;

/// <summary>A replay removes the letter in the commit of its handler (commit-log 19).</summary>
public sealed class ReplayCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_change_of_the_handler_the_mark_and_the_removal_of_the_letter_are_one_transaction()
    {
        var store = new FaultyStore();
        await using var host = await StateHost.StartAsync(store, AddActs);
        var (handling, letters) = (Handling(host), Letters(host));
        var topic = new Topic("zaken", "app");
        topic.Add(ReceivingComponent.Closed, Subscription());
        var text = ReceivingComponent.Event("een", ("time", "2020-01-01T00:00:00Z"));
        var letter = new DeadLetter("zaken", "zaken", ReceivingComponent.Source, "een", text, "te oud") { IsReceived = true };
        await ((IDeadLetters)letters).PutAsync(Tenants.One, letter, Cancel);
        var transactions = new List<string[]>();
        store.OnTransact = operations =>
        {
            transactions.Add([.. operations.Select(operation => $"{(operation.Value is null ? "-" : "+")}{operation.Key.Split('/')[1]}")]);
            return Fault.None;
        };

        var verdict = await handling.HandleAsync(
            topic, CloudEventReader.Read(System.Text.Encoding.UTF8.GetBytes(text), 100_000),
            (changes, token) => DeadLetterStore.RemoveAsync(changes, letter.LetterId, token), Cancel);

        Assert.Equal("handled", verdict.Result);
        var commit = Assert.Single(transactions, keys => keys.Contains("+_received"));
        Assert.Contains("+berichten", commit);
        Assert.Contains("-_dead-letters", commit);
    }

    [Fact]
    public async Task A_discarded_letter_leaves_the_mark_that_its_handler_would_have_left()
    {
        var store = new FaultyStore();
        await using var host = await StateHost.StartAsync(store, AddActs);
        using var app = WebApplication.Create();
        var topics = new Topics(app.Configuration, app.Environment);
        topics.Add("zaken", ReceivingComponent.Closed, Subscription(marksLive: TimeSpan.FromDays(400)));
        var letters = Letters(host);
        var letter = new DeadLetter("zaken", "zaken", ReceivingComponent.Source, "een", ReceivingComponent.Event("een"), "vreemd") { IsReceived = true };
        await ((IDeadLetters)letters).PutAsync(Oin.Organization, letter, Cancel);

        Assert.True(await new DeadLetterRemoval(letters, Handling(host), topics, host.Get<StateOptions>()).RemoveAsync(Oin.Organization, letter, Cancel));

        var mark = store.Dump().Keys.Single(key => key.Contains($"{Tenants.One}/_received/", StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromDays(400), store.TimeToLive(mark));
    }

    private static void AddActs(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddProcessing().AddSingleton<EventActs>();

    private static EventHandling Handling(StateHost host)
    {
        var tenancy = new Tenancy(Options.Create(new TenancyOptions { Mode = TenancyMode.Single, Oin = Tenants.One.ToString() }));
        return new EventHandling(host.Get<Inbox>(), new TenantOfEvents(tenancy, Options.Create(new SubscriptionOptions())), host.Get<EventActs>(), NullLogger<EventHandling>.Instance);
    }

    private static DeadLetterStore Letters(StateHost host) => new(
        host.Documents, new DeadLetterTenants(host.Documents), Audit(host), new EventMetrics(host.Get<IMeterFactory>()), TimeProvider.System,
        NullLogger<DeadLetterStore>.Instance);

    private static LetterAudit Audit(StateHost host)
    {
        var (keys, seal) = (host.Get<ITenantKeys>(), new LineSeal(host.Get<ITenantKeys>()));
        return new LetterAudit(new AuditLog(host.Get<LineCommits>(), seal, keys), new LocalAudit(new ServiceIdentity("meldingen", "1.0.0"), TimeProvider.System), seal);
    }

    private static TypedSubscription<ZaakBericht> Subscription(TimeSpan? marksLive = null) => new(WriteDown)
    {
        Type = ReceivingComponent.Closed, Tenant = EventTenant.Own, Which = WhichEvents.Every, MarkLife = marksLive,
    };

    private static Task<EventAnswer> WriteDown(IChanges changes, ReceivedEvent<ZaakBericht> received, CancellationToken cancellationToken)
    {
        changes.Create(ReceivingComponent.Berichten, received.Data);
        return Task.FromResult(EventAnswer.Success);
    }
}
