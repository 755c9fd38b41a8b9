using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Committing;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Metrics;
using CommonGround.Platform.State.Receiving;
using CommonGround.Platform.State.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.State;

internal static class StateExtensions
{
    /// <summary>
    /// Adds <see cref="IDocuments"/> and <see cref="IStateReadiness"/>. It needs <see cref="BuildingBlocks.IStateStore"/> and
    /// <see cref="Privacy.ITenantKeys"/>, and reads the settings of <see cref="StateOptions"/>.
    /// </summary>
    public static IServiceCollection AddState(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StateOptions>().Bind(configuration.GetSection(StateOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StateOptions>, StateOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StateOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TaskScheduler.Default);
        services.TryAddSingleton<IIdentifiers, Identifiers>();
        services.AddSingleton(provider => new Replica(provider.GetRequiredService<IIdentifiers>().NewName()));

        services.AddMetrics();
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<CommitMetrics>();
        services.AddSingleton<LogMetrics>();
        services.AddSingleton<ConsumerBacklogs>();
        services.AddHostedService<StateGauges>();
        services.AddSingleton<StateCalls>();
        services.AddSingleton<SideTransactions>();
        services.AddLogs();
        services.AddArchiving(configuration);
        services.AddConsumers();
        services.AddIndex();
        services.AddCommits();
        services.AddVerification();
        services.AddSingleton<BlockScan>();
        services.AddSingleton<LogScan>();
        services.AddSingleton<LineScan>();

        services.AddSingleton<DocumentCodec>();
        services.AddSingleton<AnswerCodec>();
        services.AddSingleton<DocumentLists>();
        services.AddSingleton<IDocuments, Documents>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<StateReadiness>();
        services.AddSingleton<IStateReadiness>(provider => provider.GetRequiredService<StateReadiness>());
        services.AddHostedService<StateService>();
        return services;
    }

    private static void AddLogs(this IServiceCollection services)
    {
        services.AddSingleton<LogChain>();
        services.AddSingleton<EntryCache>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<Registrar>();
        services.AddSingleton<Fence>();
        services.AddSingleton<DrainedChain>();
        services.AddSingleton<DrainedLogs>();
        services.AddSingleton<Drainer>();
        services.AddSingleton<DrainLoop>();
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<CurrentLog>();
        services.AddSingleton<MissedHeartbeats>();
        services.AddSingleton<LogWatch>();
    }

    private static void AddConsumers(this IServiceCollection services)
    {
        services.AddSingleton<Consumers>();
        services.AddSingleton<Landings>();
        services.AddSingleton<Follower>();
        services.AddSingleton<EndedLogs>();
        services.AddSingleton<ConsumerLoops>();
    }

    private static void AddIndex(this IServiceCollection services)
    {
        services.AddSingleton<InnerPages>();
        services.AddSingleton<PageFinder>();
        services.AddSingleton<EmptyLeaves>();
        services.AddSingleton<IndexFold>();
        services.AddSingleton<IndexBacklog>();
        services.AddSingleton<IndexConsumer>();
        services.AddSingleton<IConsumer>(provider => provider.GetRequiredService<IndexConsumer>());
        services.AddSingleton<IndexLoop>();
        services.AddSingleton<TreeReader>();
        services.AddSingleton<UnfoldedTouches>();
        services.AddSingleton<LineTrees>();
        services.AddSingleton<LineLookUp>();
    }

    private static void AddCommits(this IServiceCollection services)
    {
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<RecentKeys>();
        services.AddSingleton<KeyTurns>();
        services.AddSingleton<Settlement>();
        services.AddSingleton<Losers>();
        services.AddSingleton<Roll>();
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<CommitRounds>();
        services.AddSingleton<Committer>();
        services.AddSingleton<LineCommits>();
    }
}
