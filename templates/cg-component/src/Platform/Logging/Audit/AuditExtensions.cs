using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Logging.Audit;

internal static class AuditExtensions
{
    /// <summary>Adds the security log. It needs state, and comes after it, so that at the stop state goes last.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSettings<AuditOptions>(AuditOptions.Section);
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsCheck>();
        services.TryAddSingleton<LineSeal>();
        services.AddSingleton<AuditLog>();
        services.AddMetrics();
        services.AddSingleton<AuditMetrics>();
        services.AddSingleton<RefusalCounts>();
        services.AddSingleton<RequestAudit>();
        services.AddHostedService<RefusalFlush>();
        services.TryAddSingleton<LocalAudit>();
        services.AddSingleton<ConfigurationText>();
        services.AddSingleton<ConfigurationAudit>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfigurationAudit>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<ConfigurationAudit>());
        services.AddSingleton<AuditLogReading>();
        services.AddSingleton<ICommand, AuditLogCommand>();
        return services;
    }
}
