using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State.Archiving;

internal static class ArchivingExtensions
{
    /// <summary>Adds what archives logs, reads from the archive, and lets it expire. It reads the settings of <see cref="RetentionOptions"/>.</summary>
    public static IServiceCollection AddArchiving(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<RetentionOptions>>().Value);
        services.AddSingleton<AlteredLogs>();
        services.AddSingleton<DrainedSeal>();
        services.AddSingleton<StretchReader>();
        services.AddSingleton<BlockSeal>();
        services.AddSingleton<BlockChain>();
        services.AddSingleton<BlockWriter>();
        services.AddSingleton<NumberDeletion>();
        services.AddSingleton<LineReader>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Expiry>();
        services.AddSingleton<Archiver>();
        return services;
    }
}
