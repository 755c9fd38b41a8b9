using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class SchemaTests
{
    private static readonly Collection<First> WrittenFirst = new("dingen");

    private readonly FaultyStore _store = new();

    [Fact]
    public async Task A_document_written_before_a_member_was_added_is_read_with_its_default()
    {
        await using var host = await StateHost.StartAsync(_store);
        var id = await WriteFirstAsync(host);

        var read = await GetAsync(host, new Collection<Second>("dingen") { Schema = 2 }, id);

        Assert.Equal(new Second("een", "onbekend"), read!.Data);
    }

    [Fact]
    public async Task A_step_fills_what_the_default_cannot()
    {
        await using var host = await StateHost.StartAsync(_store);
        var id = await WriteFirstAsync(host);
        var collection = new Collection<Second>("dingen") { Schema = 3 }
            .Upgrade(1, data => data["kleur"] = "rood")
            .Upgrade(2, data => data["kleur"] = (string?)data["kleur"] + "achtig");

        var read = await GetAsync(host, collection, id);

        Assert.Equal(new Second("een", "roodachtig"), read!.Data);
        Assert.Contains("\"schema\":1", _store.Dump()[StateKeys.Document(Tenants.One, "dingen", id)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_writes_the_schema_of_today()
    {
        await using var host = await StateHost.StartAsync(_store);
        var id = await WriteFirstAsync(host);
        var collection = new Collection<Second>("dingen") { Schema = 2 };

        await ReplaceAsync(host, collection, id, new Second("een", "blauw"));

        Assert.Contains("\"schema\":2,\"version\":2", _store.Dump()[StateKeys.Document(Tenants.One, "dingen", id)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_a_newer_version_is_read_but_not_overwritten()
    {
        await using var host = await StateHost.StartAsync(_store);
        var id = await WriteFirstAsync(host);
        await ReplaceAsync(host, new Collection<Second>("dingen") { Schema = 2 }, id, new Second("een", "blauw"));

        Assert.Equal("een", (await GetAsync(host, WrittenFirst, id))!.Data.Naam);
        await Assert.ThrowsAsync<StateUnavailableException>(() => ReplaceAsync(host, WrittenFirst, id, new First("twee")));
    }

    [Theory]
    [InlineData("Aanvragen")]
    [InlineData("_index")]
    [InlineData("a/b")]
    [InlineData("a||b")]
    [InlineData("een-naam-die-te-lang-is-voor-een-sleutel-want-er-komt-nog-meer-bij")]
    public void A_name_that_cannot_be_part_of_a_key_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new Collection<First>(name));
        Assert.Throws<ArgumentException>(() => new Collection<First>("dingen").LookUp(name, d => d.Naam));
    }

    [Fact]
    public void The_longest_key_fits_in_every_store()
    {
        var name = new string('a', StateKeys.MaxNameLength);

        var page = StateKeys.Page(StateKeys.LookUp(Tenants.One, name, name, $"999/{new string('h', 43)}"), Guid.NewGuid().ToString("N"));

        Assert.InRange(page.Length, 190, 200);
    }

    private static Task<Document<T>?> GetAsync<T>(StateHost host, Collection<T> collection, Guid id) =>
        host.Documents.GetAsync(collection, Tenants.One, id, TestContext.Current.CancellationToken);

    private static async Task<Guid> WriteFirstAsync(StateHost host) =>
        (await host.Documents.ChangeAsync(
            Tenants.One, (changes, _) => Task.FromResult(changes.Create(WrittenFirst, new First("een"))), TestContext.Current.CancellationToken)).Id;

    private static Task<Document<T>> ReplaceAsync<T>(StateHost host, Collection<T> collection, Guid id, T data) => host.Documents.ChangeAsync(
        Tenants.One,
        async (changes, ct) => changes.Replace(collection, (await changes.GetAsync(collection, id, ct))!, data),
        TestContext.Current.CancellationToken);

    private sealed record First(string Naam);

    private sealed record Second(string Naam, string Kleur = "onbekend");
}
