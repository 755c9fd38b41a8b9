namespace CommonGround.Platform.State;

internal sealed class Identifiers(TimeProvider time) : IIdentifiers
{
    public Guid NewDocument() => Guid.CreateVersion7(time.GetUtcNow());

    public string NewName() => Guid.NewGuid().ToString("N");
}
