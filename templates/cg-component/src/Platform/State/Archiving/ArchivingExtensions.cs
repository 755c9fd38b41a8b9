using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.State.Archiving;

internal static class ArchivingExtensions
{
    /// <summary>Adds what archives logs, and reads from the archive.</summary>
    public static IServiceCollection AddArchiving(this IServiceCollection services)
    {
        services.AddSingleton<DrainedSeal>();
        services.AddSingleton<StretchReader>();
        services.AddSingleton<BlockSeal>();
        services.AddSingleton<BlockChain>();
        services.AddSingleton<BlockWriter>();
        services.AddSingleton<NumberDeletion>();
        services.AddSingleton<Archiver>();
        return services;
    }
}
