using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class PrivacyTests
{
    private const string Canary = "999993653";

    private readonly FaultyStore _store = new();

    [Fact]
    public async Task No_key_and_no_value_shows_a_bsn_wherever_it_stands_in_the_document()
    {
        await using var host = await StateHost.StartAsync(_store);
        var made = await host.CreateAsync(new Request($"aanvraag van {Canary}", Canary));
        await host.ReplaceAsync(made.Id, new Request($"{Canary} belde", Canary));
        await host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                changes.StoreAnswer(
                    new IdempotencyKey("client", "POST", $"/v1/{Canary}", Canary),
                    new StoredAnswer("hash", 200, new Dictionary<string, string> { ["X"] = Canary }, Canary));
                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken);
        await host.FoldAsync();

        Assert.Equal(made.Id, Assert.Single(await host.SearchAsync(Canary)).Id);
        Assert.DoesNotContain(_store.Dump(), item => (item.Key + item.Value).Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ciphertext_that_was_moved_to_another_document_does_not_open()
    {
        await using var host = await StateHost.StartAsync(_store);
        var (one, two) = (await host.CreateAsync(new Request("een")), await host.CreateAsync(new Request("twee")));
        _store.Write(Key(two), _store.Dump()[Key(one)]);

        await Assert.ThrowsAsync<StateUnavailableException>(() => host.GetAsync(two.Id));
    }

    private static string Key(Document<Request> document) => StateKeys.Document(Tenants.One, "aanvragen", document.Id);
}
