using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Sidecar.Tests.Contracts.Documents;

/// <summary>
/// What callers are told of documents, wherever they are kept. Two replicas see them: what one acknowledged the other knows at once. The
/// index of the other has small pages and takes entries in all the time, that of the first later, so that lists read from both.
/// </summary>
public abstract class DocumentsContract<TPlace>(TPlace place) : Contract<TPlace>(place)
    where TPlace : Place
{
    protected const string Kenmerk = "kenmerk";

    /// <summary>A collection that no other test uses, also where all of them share one store.</summary>
    protected Collection<Ding> Dingen { get; } = new Collection<Ding>($"d{Guid.NewGuid():N}").LookUp(Kenmerk, ding => ding.Kenmerk);

    protected static Oin Tenant { get; } = Oin.Parse(ComponentSettings.Oin);

    protected static Oin OtherTenant { get; } = Oin.Parse("00000099000000001000");

    protected IDocuments First => Place.Documents;

    protected async Task<IDocuments> OtherAsync() => (await Place.OtherAsync()).Documents;

    protected Task<Guid> CreateAsync(IDocuments by, string name, string? kenmerk = null, Oin? tenant = null) => by.ChangeAsync(
        tenant ?? Tenant, (changes, _) => Task.FromResult(changes.Create(Dingen, new Ding(name, kenmerk)).Id), Cancellation);

    protected async Task<Guid[]> CreateManyAsync(IDocuments by, int count, string? kenmerk = null) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, count).Select(number => CreateAsync(by, $"{number}", kenmerk)))).Order()];

    /// <summary>Changes a document that is there.</summary>
    protected Task<long> ReplaceAsync(IDocuments by, Guid id, Func<Ding, Ding> change) => by.ChangeAsync(
        Tenant,
        async (changes, token) =>
        {
            var read = (await changes.GetAsync(Dingen, id, token))!;
            return changes.Replace(Dingen, read, change(read.Data)).Version;
        },
        Cancellation);

    protected Task<bool> DeleteAsync(IDocuments by, Guid id) => by.ChangeAsync(
        Tenant,
        async (changes, token) =>
        {
            changes.Delete(Dingen, (await changes.GetAsync(Dingen, id, token))!);
            return true;
        },
        Cancellation);

    /// <returns>The ids of all, page after page, in the order in which they came.</returns>
    protected Task<List<Guid>> ListAsync(IDocuments by, int limit = 100, Oin? tenant = null) =>
        AllAsync(after => by.ListAsync(Dingen, tenant ?? Tenant, after, limit, Cancellation), limit);

    /// <inheritdoc cref="ListAsync"/>
    protected Task<List<Guid>> SearchAsync(IDocuments by, string kenmerk, int limit = 100, Oin? tenant = null) =>
        AllAsync(after => by.SearchAsync(Dingen, tenant ?? Tenant, Kenmerk, kenmerk, after, limit, Cancellation), limit);

    private static async Task<List<Guid>> AllAsync(Func<Guid?, Task<DocumentPage<Ding>>> page, int limit)
    {
        var ids = new List<Guid>();
        for (Guid? after = null; ;)
        {
            var (items, next) = await page(after);
            Assert.True(items.Count <= limit, $"A page of {limit} has {items.Count}.");
            ids.AddRange(items.Select(item => item.Id));
            if (next is null)
            {
                return ids;
            }

            after = next;
        }
    }
}
