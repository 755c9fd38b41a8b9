using CommonGround.Platform.Embedded;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

internal static partial class BuildingBlockChoice
{
    static partial void AddEmbedded(WebApplicationBuilder builder, ref bool added)
    {
        builder.Services.AddEmbeddedBuildingBlocks();

        // Here and not in Embedded, which knows nothing of what its secrets are for.
        builder.Services.AddOptions<EmbeddedOptions>()
            .PostConfigure<IOptions<PrivacyOptions>>((embedded, privacy) => embedded.NewSecret = privacy.Value.KeysSecret);
        added = true;
    }
}
