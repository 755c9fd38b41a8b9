using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

/// <summary>A stored type with a look-up.</summary>
internal sealed record Request(string Name, string? Bsn = null)
{
    public static Collection<Request> All { get; } = new Collection<Request>("aanvragen").LookUp("bsn", r => r.Bsn);
}
