using CommonGround.Platform.Dapr;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

/// <summary>
/// Chooses at start who offers the building blocks. A Dapr variable means Dapr, otherwise Development means embedded; anything
/// else is refused. There is no fall-back: a component that loses its sidecar's settings must not go on with a file of its own.
/// </summary>
internal static partial class BuildingBlockChoice
{
    private static readonly string[] s_daprVariables =
    [
        "DAPR_HTTP_PORT", "DAPR_HTTP_ENDPOINT", "DAPR_GRPC_PORT", "DAPR_GRPC_ENDPOINT",
    ];

    /// <exception cref="StartupRefusedException">None of them can be used here; the message says what to do.</exception>
    public static WebApplicationBuilder AddBuildingBlocks(this WebApplicationBuilder builder)
    {
        if (Array.Exists(s_daprVariables, name => !string.IsNullOrWhiteSpace(builder.Configuration[name])))
        {
            builder.Services.AddDaprBuildingBlocks(builder.Configuration);
            builder.Services.AddSingleton<IReadinessCheck, SidecarReadinessCheck>();
            builder.Services.AddSingleton<IValidateOptions<PrivacyOptions>, KeysInTime>();
            return builder;
        }

        if (!builder.Environment.IsDevelopment())
        {
            throw new StartupRefusedException(
                $"There is no Dapr sidecar: in the environment '{builder.Environment.EnvironmentName}' a component needs one, and " +
                $"none of {string.Join(", ", s_daprVariables)} is set. Start it with 'dapr run', or on Kubernetes with the " +
                "annotation dapr.io/enabled: \"true\"; both set them. On a developer's machine set ASPNETCORE_ENVIRONMENT=Development.");
        }

        var added = false;
        AddEmbedded(builder, ref added);
        return added
            ? builder
            : throw new StartupRefusedException(
                "This build leaves the embedded building blocks out (it was made with -p:Embedded=false), and there is no Dapr " +
                "sidecar. Build without that property, or start beside a sidecar.");
    }

    /// <summary>Implemented in Embedded/, a folder that a production image is built without.</summary>
    static partial void AddEmbedded(WebApplicationBuilder builder, ref bool added);
}
