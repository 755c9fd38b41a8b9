using CommonGround.Platform.Invocation;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Logging.Search;
using CommonGround.Platform.Start;
using CommonGround.Platform.State.Lines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging;

internal static class AccountabilityExtensions
{
    /// <summary>Adds the processing lines. It needs state, tenancy and the tenants' keys.</summary>
    public static IServiceCollection AddProcessing(this IServiceCollection services)
    {
        services.AddSettings<ProcessingOptions>(ProcessingOptions.Section);
        services.AddSingleton<IValidateOptions<ProcessingOptions>, ProcessingOptionsCheck>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ProcessingOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LineSeal>();
        services.TryAddSingleton<LocalAudit>();
        services.AddSingleton<ProcessingActivities>();
        services.AddSingleton<ProcessingSource>();
        services.AddSingleton<SubjectPseudonyms>();
        services.AddSingleton<SubjectSearch>();
        services.AddSingleton<CallingApplications>();
        services.AddSingleton<Acts>();
        services.AddSingleton<ActLines>();
        services.AddSingleton<ActCommits>();
        services.AddSingleton<IAccessLog, AccessLog>();
        services.AddSingleton<IOutgoingTrace, OutgoingTrace>();
        services.AddSingleton<IProcessing, ProcessingApi>();
        services.AddSingleton<EndpointActivities>();
        services.AddHostedService(provider => provider.GetRequiredService<EndpointActivities>());
        return services;
    }
}
