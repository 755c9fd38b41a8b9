namespace CommonGround.Platform.Start;

/// <summary>
/// Marks a hosted service of the platform that only a component that serves has: it opens a port, takes deliveries or measures. A command
/// that is run beside the component, such as <c>dead-letters</c>, goes without.
/// </summary>
internal interface IServesOnly;
