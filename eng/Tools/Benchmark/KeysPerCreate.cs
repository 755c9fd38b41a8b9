namespace CommonGround.Tools.Benchmark;

/// <summary>How many keys a create writes, folding included: for a resource without look-up, and for the sample with an Idempotency-Key.</summary>
internal sealed class KeysPerCreate(Wrk wrk, Application kit, DevelopmentToken token, string work)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    /// <param name="name">What the measure is called.</param>
    /// <param name="clients">How many create at once.</param>
    /// <param name="tenants">For how many organizations in turn.</param>
    /// <param name="aim">What the resource without look-up should cost.</param>
    public async Task<IReadOnlyList<Count>> RunAsync(string name, int clients, int tenants, string aim)
    {
        await using var server = await Server.StartAsync(kit.WithOwnFile(work, name, tenants == 1 ? new Dictionary<string, string>() : Tenants.ByToken));
        var plain = tenants == 1 ? Requests.Of(kit, Application.Body) : Tenants.Creates(token, tenants);
        return
        [
            new(name, "keys/create", await CountAsync(server, SecondResource.Path, plain, clients), aim),
            new(
                $"{name}, the sample with Idempotency-Key", "keys/create",
                await CountAsync(server, kit.Collection, plain with { IdempotencyKeys = true }, clients), ""),
        ];
    }

    private async Task<double> CountAsync(Server server, string path, Requests requests, int clients)
    {
        var url = new Uri(server.Address, path);
        await wrk.RunAsync(url, requests, clients, WarmUp);
        await StoreUse.CaughtUpAsync(server);
        var before = await StoreUse.OfAsync(server);
        await wrk.RunAsync(url, requests, clients, Time);
        await StoreUse.CaughtUpAsync(server);
        var used = (await StoreUse.OfAsync(server)).Since(before);
        return used.KeysWritten / used.Created;
    }
}
