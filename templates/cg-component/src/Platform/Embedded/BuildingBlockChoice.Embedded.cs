using CommonGround.Platform.Embedded;
using Microsoft.AspNetCore.Builder;

namespace CommonGround.Platform;

internal static partial class BuildingBlockChoice
{
    static partial void AddEmbedded(WebApplicationBuilder builder, ref bool added)
    {
        builder.Services.AddEmbeddedBuildingBlocks();
        added = true;
    }
}
