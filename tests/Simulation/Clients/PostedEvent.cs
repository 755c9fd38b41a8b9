using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Receiving;

namespace CommonGround.Simulation.Clients;

/// <summary>An event that another component published: its deliveries, and those that were handled.</summary>
internal sealed class PostedEvent(Oin tenant, Receipt receipt)
{
    public Oin Tenant => tenant;

    public Receipt Receipt => receipt;

    /// <summary>What its newest sequence is kept by, where only the newest counts.</summary>
    public string? Subject => receipt.Newest is { } newest ? $"{tenant} {newest.Subject}" : null;

    public List<Act> Deliveries { get; } = [];

    /// <summary>Whether a delivery was acknowledged, so that no other needs to come.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Whether a delivery came so late that it is with the dead letters now, handled or not.</summary>
    public bool IsPutAside { get; set; }

    /// <summary>The deliveries whose handler's changes landed, in that order.</summary>
    public List<Act> Handled { get; } = [];

    public Act NewDelivery()
    {
        var act = new Act($"{receipt.Id}.{Deliveries.Count}", tenant);
        Deliveries.Add(act);
        return act;
    }

    public override string ToString() => receipt.Id;
}
