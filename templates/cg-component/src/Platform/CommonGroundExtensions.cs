using CommonGround.Platform.Api;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Delivery;
using CommonGround.Platform.Logging.Verification;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Trial;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

/// <summary>The table of contents of the platform: what a component gets, in the order in which it gets it.</summary>
public static class CommonGroundExtensions
{
    public static WebApplicationBuilder AddCommonGround(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddStartupRefusals();
        builder.AddTelemetry();
        builder.AddBuildingBlocks();
        builder.Services.AddPrivacy();
        builder.AddCommonGroundAuthentication();
        builder.Services.AddOptions<StateOptions>().RefuseUnreadable(StateOptions.Section);
        builder.Services.AddLogHeads();
        builder.Services.AddState(builder.Configuration);
        builder.Services.AddProcessing();
        builder.Services.AddAudit();
        builder.Services.AddLogVerification();
        builder.Services.AddStoreTrial();
        builder.Services.AddSingleton<IReadinessCheck, StoreTrialReadinessCheck>();
        builder.Services.AddLogboekDelivery(builder.Configuration);
        builder.AddEvents();
        builder.Services.AddSingleton<IReadinessCheck, StateReadinessCheck>();
        builder.Services.AddSingleton<IValidateOptions<StateOptions>, AnswerInTime>();
        builder.Services.AddReceiving();
        builder.AddOpenApiDocument();
        builder.AddApi();
        return builder;
    }

    public static WebApplication UseCommonGround(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.CheckSettings();
        app.UseTelemetry();
        app.UseApiAnswers();
        app.UseAccountability();
        app.UseApiRouting();
        app.UseCommonGroundAuthentication();
        app.UseApiLimits();
        app.MapSidecarRoutes();
        app.MapOpenApiDocument();
        return app;
    }
}
