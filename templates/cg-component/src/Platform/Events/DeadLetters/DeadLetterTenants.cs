using System.Collections.Concurrent;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>
/// Which tenants have or had dead letters, kept by the organization: whoever runs the component finds them all, and no list of tenants
/// is needed for it.
/// </summary>
internal sealed class DeadLetterTenants(IDocuments documents)
{
    private const int PageSize = 100;

    private static readonly Collection<LetterTenant> s_tenants = Collection<LetterTenant>.Own("dead-letter-tenants");

    private readonly ConcurrentDictionary<Oin, bool> _noted = [];

    /// <summary>Notes a tenant before its first letter: one too many is harmless, a letter that nobody finds is not.</summary>
    public async Task NoteAsync(Oin tenant, CancellationToken cancellationToken)
    {
        if (tenant == Oin.Organization || _noted.ContainsKey(tenant))
        {
            return;
        }

        var id = KeyHash.Id(tenant.ToString());
        await documents.ChangeAsync(
            Oin.Organization,
            async (changes, token) =>
                await changes.GetAsync(s_tenants, id, token) ?? ((Changes)changes).Create(s_tenants, id, new LetterTenant(tenant.ToString())),
            cancellationToken);
        _noted.TryAdd(tenant, true);
    }

    /// <returns>The organization itself, and every tenant noted.</returns>
    public async Task<IReadOnlyList<Oin>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new List<Oin> { Oin.Organization };
        for (Guid? after = null; ;)
        {
            var page = await documents.ListAsync(s_tenants, Oin.Organization, after, PageSize, cancellationToken);
            all.AddRange(page.Items.Select(item => Oin.Parse(item.Data.Oin)));
            if ((after = page.Next) is null)
            {
                return all;
            }
        }
    }
}
