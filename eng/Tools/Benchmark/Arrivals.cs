using System.Text.Json;

namespace CommonGround.Tools.Benchmark;

/// <summary>How long after the 201 of their create events arrived, by the clock of the one process that answered and listens.</summary>
/// <param name="Total">How many arrived since the component started, those of others too.</param>
/// <param name="Count">How many of them it measured since it was last asked.</param>
/// <param name="P50">The median, in milliseconds; 0 where the event was earlier than the answer.</param>
/// <param name="P99">The 99th percentile, in milliseconds.</param>
internal sealed record Arrivals(long Total, int Count, double P50, double P99)
{
    /// <summary>What was measured since this was last asked.</summary>
    public static async Task<Arrivals> OfAsync(Server server) =>
        JsonSerializer.Deserialize<Arrivals>(await server.Http.GetStringAsync(new Uri(server.Address, ArrivalWatch.Path)), JsonSerializerOptions.Web)!;

    /// <summary>What was measured since this was last asked, where it is something.</summary>
    /// <exception cref="InvalidOperationException">No event arrived that belongs to a create.</exception>
    public static async Task<Arrivals> SomeAsync(Server server) =>
        await OfAsync(server) is { Count: > 0 } some ? some : throw new InvalidOperationException("No event of the creates arrived: there is no delay to tell.");

    /// <summary>Waits until no more events arrive: what one of two left behind must not burden the other.</summary>
    public static async Task QuietAsync(Server server)
    {
        var total = -1L;
        for (var limit = 0; limit < 240; limit++)
        {
            var now = (await WithoutTakingAsync(server)).Total;
            if (now == total)
            {
                return;
            }

            total = now;
            await Task.Delay(500);
        }

        throw new InvalidOperationException("Events still arrive two minutes after the load.");
    }

    private static async Task<Arrivals> WithoutTakingAsync(Server server) =>
        JsonSerializer.Deserialize<Arrivals>(await server.Http.GetStringAsync(new Uri(server.Address, ArrivalWatch.Path + "?tel")), JsonSerializerOptions.Web)!;
}
