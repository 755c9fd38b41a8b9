namespace CommonGround.Sidecar.PubSub;

/// <summary>What goes wrong between a broker and its subscribers. Events that are held back are overtaken by others.</summary>
/// <param name="Duplicated">The part of the events that is delivered twice, from 0 to 1.</param>
/// <param name="HeldBack">The part of the events that is held back.</param>
/// <param name="Longest">For how long at most; each for a time of its own.</param>
public sealed record DeliveryFaults(double Duplicated, double HeldBack, TimeSpan Longest)
{
    public static readonly DeliveryFaults None = new(0, 0, TimeSpan.Zero);
}
