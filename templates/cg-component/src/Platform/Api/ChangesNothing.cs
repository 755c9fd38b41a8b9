namespace CommonGround.Platform.Api;

/// <summary>Endpoint metadata: the operation changes nothing, though its method is POST. A search is one (ADR-31).</summary>
internal sealed class ChangesNothing
{
    public static readonly ChangesNothing Metadata = new();
}
