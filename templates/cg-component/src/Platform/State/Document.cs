namespace CommonGround.Platform.State;

/// <summary>A resource as it is stored.</summary>
/// <param name="Id">A UUIDv7: lists are in the order of creation.</param>
/// <param name="Version">How often it was changed, from 1: the API's <c>ETag</c> and an event's <c>sequence</c>.</param>
/// <param name="Data">The supplier's own type.</param>
public sealed record Document<T>(Guid Id, long Version, T Data);
