using CommonGround.Sidecar.Tests.Contracts.RealSidecar;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The whole component beside a real sidecar, on the app port that the sidecar was told (docs/testing-beside-a-sidecar.md).</summary>
[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class BesideASidecarTests : ComponentContract
{
    public BesideASidecarTests()
    {
        Assert.SkipWhen(SidecarVariables.Absent is not null, SidecarVariables.Absent ?? "");
        Assert.SkipWhen(SidecarVariables.Component is null, "CG_COMPONENT is not set: the app port is for the contracts of events and invocation.");
    }

    private protected override ComponentHost NewHost() => new RealSidecarHost();
}
