using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>What became of one delivery.</summary>
/// <param name="Outcome">What whoever delivered is told.</param>
/// <param name="Result">The same in a word, for the metric.</param>
/// <param name="Tenant">Whose event it is; <see cref="Oin.Organization"/> where that is not known.</param>
/// <param name="Reason">Why it was not handled. It may hold personal data.</param>
internal sealed record Verdict(DeliveryOutcome Outcome, string Result, Oin Tenant, string? Reason)
{
    public static Verdict Done(string result, Oin tenant) => new(DeliveryOutcome.Success, result, tenant, null);

    /// <summary>Whether it failed by state alone, which may be there again in a moment.</summary>
    public bool IsStateTrouble { get; private init; }

    public static Verdict NoState(Oin tenant, string reason) => Retry(tenant, reason) with { IsStateTrouble = true };

    public static Verdict Retry(Oin tenant, string reason) => new(DeliveryOutcome.Retry, "retry", tenant, reason);

    public static Verdict Drop(Oin tenant, string reason) => new(DeliveryOutcome.Drop, "drop", tenant, reason);
}
