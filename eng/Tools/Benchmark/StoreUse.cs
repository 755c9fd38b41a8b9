namespace CommonGround.Tools.Benchmark;

/// <summary>What a component asked of its store, since it started or between two moments.</summary>
/// <param name="Reads">Calls of get and get many.</param>
/// <param name="BytesRead">What the values were long.</param>
/// <param name="Transactions">Calls of transactions.</param>
/// <param name="KeysWritten">Operations of transactions.</param>
/// <param name="Created">Requests answered with 201.</param>
internal sealed record StoreUse(double Reads, double BytesRead, double Transactions, double KeysWritten, double Created)
{
    public static async Task<StoreUse> OfAsync(Server server)
    {
        var scrape = await Scrape.OfAsync(server);
        return new StoreUse(
            scrape.Sum("commonground_state_call_duration_seconds_count", "=\"get"),
            scrape.Sum("commonground_state_read_size_bytes_total"),
            scrape.Sum("commonground_state_call_duration_seconds_count", "=\"transact\""),
            scrape.Sum("commonground_state_written_keys_total"),
            scrape.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"201\""));
    }

    public StoreUse Since(StoreUse before) =>
        new(Reads - before.Reads, BytesRead - before.BytesRead, Transactions - before.Transactions, KeysWritten - before.KeysWritten, Created - before.Created);

    /// <summary>Waits until the index has taken everything that was committed.</summary>
    public static async Task CaughtUpAsync(Server server)
    {
        for (var limit = 0; (await Scrape.OfAsync(server)).Sum("commonground_state_index_lag") > 0; limit++)
        {
            if (limit == 1200)
            {
                throw new InvalidOperationException("The index did not catch up within two minutes.");
            }

            await Task.Delay(100);
        }
    }
}
