using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Logging.Verification;

internal static class VerificationExtensions
{
    /// <summary>Adds what tells heads outside the store. It comes before state, so that at the stop it goes after it.</summary>
    public static IServiceCollection AddLogHeads(this IServiceCollection services) => services.AddHostedService<HeadPublisher>();

    /// <summary>Adds the verification of the logs: as a call, as a command, and by itself. It needs state and the security log.</summary>
    public static IServiceCollection AddLogVerification(this IServiceCollection services)
    {
        services.AddSingleton<VerificationMetrics>();
        services.AddSingleton<VerificationRun>();
        services.AddSingleton<ILogVerification>(provider => provider.GetRequiredService<VerificationRun>());
        services.AddSingleton<ICommand, VerifyLogCommand>();
        services.AddHostedService<PeriodicVerification>();
        return services;
    }
}
