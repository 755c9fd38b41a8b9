using System.Globalization;
using System.Net;
using System.Text.Json;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Several changes of one act go on at once: each lands with the lines of its own persons, and no two lines have the same span (LDV-02, LDV-04).</summary>
public sealed class ChangesAtOnceTests : JobTest
{
    [Fact]
    public async Task What_one_change_made_durable_is_not_taken_for_what_another_has()
    {
        var made = await RunAsync(token => CreateAsync(Persons.Two, token));
        var before = await Component.LinesAsync();
        var (reached, open) = (NewSignal(), NewSignal());
        Component.Store.BeforeTransact = async operations =>
        {
            if (operations.Any(operation => IsDossier(operation.Key)))
            {
                reached.TrySetResult();
                await open.Task;
            }
        };

        await RunAsync(async token =>
        {
            var first = CreateAsync(Persons.One, token);
            await reached.Task;
            var second = RenameAsync(made.Id, token);
            await Eventually.TrueAsync(() => Component.App.Services.GetRequiredService<CommitQueue>().Length == 1);

            // It is decided again, after the first one landed.
            Component.Store.Touch(StateKeys.Document(LoggedComponent.Tenant, "dossiers", made.Id));
            open.SetResult();
            await first;
            await second;
            return 0;
        });

        var lines = (await Component.LinesAsync()).Skip(before.Count).ToList();
        Assert.Single(lines, line => line.Subject == SubjectOf(Persons.One));
        Assert.Single(lines, line => line.Subject == SubjectOf(Persons.Two));
        AssertSound(lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_of_many_has_the_line_of_its_person_in_its_own_commit_and_all_are_found(bool shared)
    {
        var persons = Persons.Many(120).ToList();
        var counter = await RunAsync(token => Documents.ChangeAsync(
            LoggedComponent.Tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "teller" })), token));
        var before = (await Component.LinesAsync()).Count;

        await RunAsync(async token =>
        {
            await Parallel.ForEachAsync(persons, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = token }, async (person, stop) =>
            {
                await Documents.ChangeAsync(
                    LoggedComponent.Tenant,
                    async (changes, cancel) =>
                    {
                        if (shared)
                        {
                            var read = await changes.GetAsync(DossiersApi.Dossiers, counter.Id, cancel);
                            changes.Replace(DossiersApi.Dossiers, read!, read!.Data);
                        }

                        return changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen", Hoofdpersoon = person });
                    },
                    stop);
                Assert.Contains(await Component.EntryLinesAsync(), line => line.Subject == SubjectOf(person));
            });
            return 0;
        });

        var lines = (await Component.LinesAsync()).Skip(before).ToList();
        Assert.Equal(
            persons.Select(SubjectOf).Order(StringComparer.Ordinal), lines.Select(line => line.Subject).OfType<string>().Order(StringComparer.Ordinal));
        AssertSound(lines);
        foreach (var person in persons.Take(10))
        {
            Assert.Equal(Assert.Single(lines, line => line.Subject == SubjectOf(person)).Line.SpanId, await FoundAsync(person));
        }
    }

    /// <summary>The job goes on after a change whose outcome nobody knows: its line may be there, so its span is not used for another.</summary>
    [Fact]
    public async Task After_a_change_that_may_have_landed_the_next_has_a_span_of_its_own()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map, null, ("State:StoreTimeout", "00:00:01.5"));
        component.Store.FailNext(Fault.Silent, operations => operations.Any(operation => IsDossier(operation.Key)));
        var documents = component.App.Services.GetRequiredService<IDocuments>();

        await component.App.Services.GetRequiredService<Platform.Logging.IProcessing>().RunAsync(
            LoggedComponent.Tenant, DossiersApi.Activity, Name,
            async token =>
            {
                await Assert.ThrowsAsync<OutcomeUnknownException>(() => CreateAsync(documents, Persons.One, token));
                return await CreateAsync(documents, Persons.Two, token);
            },
            Cancel);

        var lines = await component.LinesAsync();
        Assert.Contains(lines, line => line.Subject == component.SubjectOfOne());
        AssertSound(lines);
    }

    // Every parent is in the log, and no span id stands for two lines.
    private static void AssertSound(IReadOnlyCollection<LoggedLine> lines)
    {
        var spans = lines.Select(line => line.Line.SpanId).ToList();
        Assert.Equal(spans.Distinct(), spans);
        Assert.All(lines, line => Assert.True(line.Line.ParentSpanId is not { } parent || spans.Contains(parent), "A parent is in no line."));
        Assert.Single(lines.Select(line => line.Line.TraceId).Distinct());
    }

    private static bool IsDossier(string key) => key.Contains("/dossiers/", StringComparison.Ordinal) && Guid.TryParse(key.Split('/')[^1], CultureInfo.InvariantCulture, out _);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<Document<Dossier>> CreateAsync(IDocuments documents, Bsn person, CancellationToken cancellationToken) => documents.ChangeAsync(
        LoggedComponent.Tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen", Hoofdpersoon = person })), cancellationToken);

    private Task<Document<Dossier>> RenameAsync(Guid id, CancellationToken cancellationToken) => Documents.ChangeAsync(
        LoggedComponent.Tenant,
        async (changes, token) =>
        {
            var read = await changes.GetAsync(DossiersApi.Dossiers, id, token);
            return changes.Replace(DossiersApi.Dossiers, read!, read!.Data with { Naam = "De Vries" });
        },
        cancellationToken);

    private async Task<string?> FoundAsync(Bsn person)
    {
        using var answer = await Component.SendAsync(HttpMethod.Post, "/v1/verwerkingen/_zoek", $$"""{"burgerservicenummer":"{{person.Reveal()}}"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return Assert.Single(json.RootElement.EnumerateArray()).GetProperty("spanId").GetString();
    }
}
