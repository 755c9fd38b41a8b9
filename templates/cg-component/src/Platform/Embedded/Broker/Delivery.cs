namespace CommonGround.Platform.Embedded.Broker;

/// <summary>An event that this process has to handle, until its lease ends.</summary>
/// <param name="Event">The number of the event in the file.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Content">The CloudEvent as it is delivered.</param>
/// <param name="Trace">The <c>traceparent</c> that caused it, or nothing.</param>
/// <param name="Tries">How often it was delivered, this time included.</param>
/// <param name="Lease">What tells this delivery from a later one of the same event.</param>
internal sealed record Delivery(long Event, string Topic, string Content, string Trace, int Tries, string Lease);
