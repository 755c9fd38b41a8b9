using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommonGround.Platform.State.Trial;

internal static class TrialExtensions
{
    /// <summary>
    /// Puts the trial before the <see cref="IStateStore"/> that is there: whoever asks for one gets a store that waits for it. Readiness asks
    /// <see cref="TrialVerdict.Missing"/>.
    /// </summary>
    public static IServiceCollection AddStoreTrial(this IServiceCollection services)
    {
        var offered = services.Last(service => service.ServiceType == typeof(IStateStore));
        services.Remove(offered);
        services.AddKeyedSingleton<IStateStore>(typeof(TriedStore), (provider, _) => Offered(offered, provider));
        services.TryAddSingleton<LateRefusal>();
        services.AddSingleton<TrialVerdict>();
        services.AddSingleton<IStateStore>(provider => new TriedStore(
            Untried(provider), provider.GetRequiredService<TrialVerdict>(), provider.GetRequiredService<StateOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<TrialService>(provider, Untried(provider)));
        return services;
    }

    private static IStateStore Untried(IServiceProvider provider) => provider.GetRequiredKeyedService<IStateStore>(typeof(TriedStore));

    private static IStateStore Offered(ServiceDescriptor offered, IServiceProvider provider) =>
        (IStateStore)(offered.ImplementationInstance ?? offered.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, offered.ImplementationType!));
}
