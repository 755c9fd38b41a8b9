using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Embedded.Broker;
using CommonGround.Platform.Embedded.Calls;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded;

/// <summary>The building blocks inside the process, on files under the content root.</summary>
internal static class EmbeddedExtensions
{
    public static IServiceCollection AddEmbeddedBuildingBlocks(this IServiceCollection services)
    {
        services.AddSettings<EmbeddedOptions>(EmbeddedOptions.Section)
            .PostConfigure<IHostEnvironment, IConfiguration>(Complete)
            .Validate(options => options.AppId.Length > 0, "Embedded:AppId is empty. Give the name under which this component keeps its keys.")
            .Validate(
                options => !options.AppId.Contains(StateLimits.Separator, StringComparison.Ordinal),
                "Embedded:AppId contains '||', which separates it from a key. Choose another name.")
            .Validate(
                options => options.LockWait > TimeSpan.Zero && options.LockWait <= TimeSpan.FromMinutes(1),
                "Embedded:LockWait is more than nothing and at most a minute, such as 00:00:05.")
            .Validate(
                options => options.LargestFile is 0 or >= SqliteFile.SmallestLimit,
                $"Embedded:LargestFile is 0, for no limit, or at least {SqliteFile.SmallestLimit} bytes.");

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteFile>();
        services.AddSingleton<SqliteStateStore>();
        services.AddSingleton<IStateStore>(provider => provider.GetRequiredService<SqliteStateStore>());
        services.AddSingleton<ISecretStore, SecretFile>();
        services.AddHostedService<EmbeddedStart>();
        services.AddBroker();
        services.AddCalls();
        return services;
    }

    private static void AddBroker(this IServiceCollection services)
    {
        services.AddSettings<EmbeddedEventOptions>(EmbeddedEventOptions.Section);
        services.AddSingleton<IValidateOptions<EmbeddedEventOptions>, EmbeddedEventOptionsValidator>();
        services.AddSingleton<BrokerFile>();
        services.AddSingleton<Wake>();
        services.AddSingleton<Retention>();
        services.AddSingleton<IEventBroker, SqliteBroker>();
        services.AddSingleton<DeliveryHandling>();
        services.AddSingleton<DeliveryTurns>();
        services.AddHostedService<EventDelivery>();
    }

    private static void AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<RunningComponents>();
        services.AddSingleton<IInvocation, EmbeddedInvocation>();
        services.AddHostedService<ComponentRegistration>();
    }

    private static void Complete(EmbeddedOptions options, IHostEnvironment environment, IConfiguration configuration)
    {
        options.File = Path.GetFullPath(options.File, environment.ContentRootPath);
        options.Secrets = Path.GetFullPath(options.Secrets, environment.ContentRootPath);
        options.AppId = options.AppId.Length > 0 ? options.AppId : Start.AppId.Of(configuration, environment);
    }
}
