using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class IdempotencyTests
{
    private static readonly IdempotencyKey Key = new("client", "POST", "/v1/aanvragen", "7");

    private readonly FaultyStore _store = new();

    [Fact]
    public async Task A_repetition_gets_the_stored_answer_and_changes_nothing()
    {
        await using var host = await StateHost.StartAsync(_store);
        var first = await PostAsync(host, Key, "hash");

        var again = await PostAsync(host, Key, "hash");

        Assert.Equal(first.Body, again.Body);
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task Racing_requests_with_one_key_make_one_document_and_get_one_answer()
    {
        await using var host = await StateHost.StartAsync(_store);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(host, Key, "hash")));

        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task Racing_replicas_with_one_key_make_one_document()
    {
        await using var host = await StateHost.StartAsync(_store);
        await using var other = await StateHost.StartAsync(_store);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PostAsync(i % 2 == 0 ? host : other, Key, "hash")));

        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Single(await host.ListAsync());
    }

    [Fact]
    public async Task Another_request_under_the_same_key_shows_by_its_hash()
    {
        await using var host = await StateHost.StartAsync(_store);
        await PostAsync(host, Key, "hash");

        Assert.Equal("hash", (await PostAsync(host, Key, "other")).RequestHash);
    }

    [Theory]
    [InlineData("other", "POST", "/v1/aanvragen", "7")]
    [InlineData("client", "PUT", "/v1/aanvragen", "7")]
    [InlineData("client", "POST", "/v1/aanvragen/7", "")]
    [InlineData("clientP", "OST", "/v1/aanvragen", "7")]
    public async Task The_same_text_elsewhere_is_another_key(string client, string method, string path, string value)
    {
        await using var host = await StateHost.StartAsync(_store);
        await PostAsync(host, Key, "hash");

        await PostAsync(host, new IdempotencyKey(client, method, path, value), "hash");

        Assert.Equal(2, (await host.ListAsync()).Count);
    }

    [Fact]
    public async Task The_answer_is_kept_for_a_day_and_nothing_of_it_is_readable()
    {
        await using var host = await StateHost.StartAsync(_store);
        await PostAsync(host, Key with { Value = "geheim-kenmerk" }, "hash");

        var stored = Assert.Single(_store.Dump(), i => i.Key.Contains("/_idempotency/", StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromHours(24), _store.TimeToLive(stored.Key));
        Assert.DoesNotContain(_store.Dump(), i => (i.Key + i.Value).Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_its_way_is_replayed_to_the_repetition()
    {
        await using var host = await StateHost.StartAsync(_store, null, ("AnswerTimeout", "00:00:01"));
        await host.CreateAsync(new Request("vooraf"));
        // Nothing can be settled: the numbers of the log cannot be read.
        _store.ReadFails = keys => keys.Any(k => k.StartsWith("_/", StringComparison.Ordinal) && char.IsAsciiDigit(k[^1]));
        _store.OnTransact = _ => Fault.AnswerLost;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => PostAsync(host, Key, "hash"));
        _store.OnTransact = _ => Fault.None;

        var again = await PostAsync(host, Key, "hash");

        _store.ReadFails = _ => false;
        var made = (await host.ListAsync()).Single(d => d.Data.Name == "een");
        Assert.Contains($"{made.Id}", again.Body, StringComparison.Ordinal);
    }

    private static Task<StoredAnswer> PostAsync(StateHost host, IdempotencyKey key, string hash) => host.Documents.ChangeAsync(
        Tenants.One,
        async (changes, ct) =>
        {
            if (await changes.FindAnswerAsync(key, ct) is { } stored)
            {
                return stored;
            }

            var made = changes.Create(Request.All, new Request("een"));
            var answer = new StoredAnswer(hash, 201, new Dictionary<string, string> { ["Location"] = $"/v1/aanvragen/{made.Id}" }, $"{{\"id\":\"{made.Id}\"}}");
            changes.StoreAnswer(key, answer);
            return answer;
        },
        TestContext.Current.CancellationToken);
}
