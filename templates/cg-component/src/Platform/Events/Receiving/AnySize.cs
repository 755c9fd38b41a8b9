using Microsoft.AspNetCore.Http.Metadata;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>Lifts <c>Limits:BodyBytes</c>: the endpoint itself decides what it keeps of a body.</summary>
internal sealed class AnySize : IRequestSizeLimitMetadata
{
    public static readonly AnySize Metadata = new();

    private AnySize()
    {
    }

    public long? MaxRequestBodySize => null;
}
