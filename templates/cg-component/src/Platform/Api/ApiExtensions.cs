using System.Diagnostics;
using CommonGround.Platform.Api.Accountability;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.Api.Json;
using CommonGround.Platform.Api.Limits;
using CommonGround.Platform.Api.Routing;
using CommonGround.Platform.Api.Verwerkingen;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommonGround.Platform.Api;

/// <summary>The run time of the API Design Rules: every answer, every error and every input goes through here.</summary>
public static class ApiExtensions
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ServiceIdentity.Of(builder.Configuration, builder.Environment));
        services.AddSingleton<StandardHeaders>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<EntityTag>();
        services.AddSingleton<OperationNames>();
        services.AddSingleton<RequestFactSources>();
        services.Configure<JsonOptions>(options => JsonSettings.Apply(options.SerializerOptions));
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<UuidRouteConstraint>("guid"));

        // The filter of the API answers for a parameter that cannot be bound, in Development too.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddLimits();
        services.AddTransport();
        services.AddCrossOrigin();
        return builder;
    }

    /// <summary>First in the pipeline: headers and problem details on every answer.</summary>
    public static WebApplication UseApiAnswers(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRequestSizes();
        app.UseMiddleware<ProblemMiddleware>();

        app.WatchRejected(new RejectedRequests(app.Services.GetRequiredService<StandardHeaders>(), app.Services.GetRequiredService<TimeProvider>()));
        return app;
    }

    /// <summary>Just inside the answers: what a request did is in the logs before its answer goes out.</summary>
    public static WebApplication UseAccountability(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<EndpointActivities>().Watch(app);
        app.WatchRejected(new RejectedRequestAudit(app.Services.GetRequiredService<RequestAudit>(), app.Services.GetRequiredService<TimeProvider>()));
        app.UseMiddleware<AccountabilityMiddleware>();
        return app;
    }

    /// <summary>Before authentication: only secure transport, routing by the letter, calls from web pages, and a bound to how long a request takes.</summary>
    public static WebApplication UseApiRouting(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseSecureTransport();
        app.UseRouting();
        app.UseCors();
        app.Use(StrictPaths.Middleware);
        app.UseRequestTimeouts();
        return app;
    }

    /// <summary>After authentication: a bound to how much one client sends.</summary>
    public static WebApplication UseApiLimits(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseClientLimit();
        return app;
    }

    /// <summary>
    /// Maps the root, the search for who used a person's data, and the group under which a component maps its resources: authenticated,
    /// limited and strict.
    /// </summary>
    /// <returns>The group <c>/v1</c> (ADR-24).</returns>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        RootDocument.Map(app);
        var api = app.MapGroup(ApiPaths.Base).RequireAuthorization().Refuses(401, 403, 406, 429, 500, 503);
        ((IEndpointConventionBuilder)api).Add(StrictInput.Apply);

        // Outside of it, so that what it refuses is logged too.
        ((IEndpointConventionBuilder)api).Add(LoggedResults.Apply);
        VerwerkingenApi.Map(api);
        return api;
    }

    private static void WatchRejected(this WebApplication app, IObserver<KeyValuePair<string, object?>> observer)
    {
        var subscription = app.Services.GetRequiredService<DiagnosticListener>().Subscribe(observer, name => name == RejectedRequests.EventName);
        app.Lifetime.ApplicationStopped.Register(subscription.Dispose);
    }
}
