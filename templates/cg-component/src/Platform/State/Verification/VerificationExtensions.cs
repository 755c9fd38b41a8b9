using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.State.Verification;

internal static class VerificationExtensions
{
    /// <summary>Adds what verifies the chains of all logs. It runs where it is asked to.</summary>
    public static void AddVerification(this IServiceCollection services)
    {
        services.AddSingleton<LogFinder>();
        services.AddSingleton<DocumentVerification>();
        services.AddSingleton<NumberVerification>();
        services.AddSingleton<BlockVerification>();
        services.AddSingleton<OneLogVerification>();
        services.AddSingleton<LogVerification>();
    }
}
