using CommonGround.Platform.State.Archiving;
using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Store;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Running;

/// <summary>Everything of one run.</summary>
internal sealed class World : IDisposable
{
    // Every sixth run publishes; the others are as they would be without.
    private const int PublishingRuns = 6;

    // One run of so many receives events; the others are as they would be without.
    private const int ReceivingRuns = 14;

    // In one run of so many all change the same few documents and every entry is folded at once, so that folds of several logs meet.
    private const int ContestedRuns = 9;

    // Three is where most goes wrong: two may meet over the log of a third.
    private static readonly int[] MostReplicas = [1, 2, 3, 3, 3, 3, 3, 10];

    // In one run of so many reads are logged, in commits of their own; the others are as they would be without.
    private const int LoggingRuns = 4;

    // In one run of so many lines expire; the others keep them for longer than they last.
    private const int ExpiringRuns = 7;

    private static readonly TimeSpan[] Retentions = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), Settings.LongestRetention, TimeSpan.FromDays(1827)];

    public World(int seed, bool trace)
    {
        LogsReads = seed % LoggingRuns == LoggingRuns - 2;
        IsContested = seed % ContestedRuns == ContestedRuns - 4;
        Expires = seed % ExpiringRuns == ExpiringRuns - 4;
        Retention = new RetentionOptions();
        if (Expires)
        {
            var dice = Dice.Beside(seed, 6);
            (Retention.Processing, Retention.Audit) = (dice.Of(Retentions), dice.Of(Retentions));
        }

        Dice = new Dice(seed);
        Trace = new Trace(trace);
        Violations = new Violations(Trace);
        Clock = new Clock();
        Store = new SimulatedStore(Clock);
        Settings = new Settings(Dice, IsContested);
        Weather = new Weather(Dice);
        History = new History(this);
        Crew = new Crew(this, Dice.Beside(seed, 1).Of(MostReplicas));
        Suspicion = new Suspicion(Dice.Beside(seed, 2));
        Callers = new Callers(this);
        LogRules = new LogRules(this);
        Store.Watch(LogRules);
        SendRules = new SendRules(this);
        Store.Watch(SendRules);
        Landings = new Landings(this);
        Store.Watch(Landings);
        LineRules = new LineRules(this);
        Store.Watch(LineRules);
        Store.Watch(Chains = new ChainRules(this));
        Auditor = new Auditor(this, Dice.Beside(seed, 5));
        Deliveries = new Deliveries(this);
        BrokerWeather = new BrokerWeather(new Dice((seed * 7919) + 1));
        if (seed % PublishingRuns == 0)
        {
            Store.Watch(Publications = new Publications(this));
        }

        if (seed % ReceivingRuns == ReceivingRuns - 3)
        {
            Postman = new Postman(this, new Dice((seed * 6151) + 3));
            Store.Watch(Receptions = new Receptions(this, Postman));
        }

        Store.Watch(BlockRules = new BlockRules(this));
        Store.Watch(ExpiryRules = new ExpiryRules(this));
        Store.Watch(new PageRules(this));
        Store.Watch(History);
    }

    /// <summary>Whether nearly all changes are of the same documents.</summary>
    public bool IsContested { get; }

    public LineRules LineRules { get; }

    public BlockRules BlockRules { get; }

    public ExpiryRules ExpiryRules { get; }

    /// <summary>Whether lines expire within the run.</summary>
    public bool Expires { get; }

    /// <summary>How long lines are kept, by all replicas.</summary>
    public RetentionOptions Retention { get; }

    /// <summary>Whether reads are logged. The line of a change always is.</summary>
    public bool LogsReads { get; }

    public Dice Dice { get; }

    public Trace Trace { get; }

    public Violations Violations { get; }

    public Clock Clock { get; }

    public SimulatedStore Store { get; }

    public Settings Settings { get; }

    public Weather Weather { get; }

    public Suspicion Suspicion { get; }

    public ActsByRequest Acts { get; } = new();

    /// <summary>Faults are over.</summary>
    public bool IsCalm => CalmSince is not null;

    public DateTimeOffset? CalmSince { get; set; }

    /// <summary>The step in which the last replica had its rest; from then on everything must go well.</summary>
    public int RestedAt { get; set; } = int.MaxValue;

    public SendRules SendRules { get; }

    public Landings Landings { get; }

    public ChainRules Chains { get; }

    /// <summary>Who verifies the logs: at the end of each run, and meanwhile where reads are logged.</summary>
    public Auditor Auditor { get; }

    public Deliveries Deliveries { get; }

    /// <summary>What is published, in a run that publishes.</summary>
    public Publications? Publications { get; }

    public BrokerWeather BrokerWeather { get; }

    /// <summary>Who delivers events, in a run that receives them.</summary>
    public Postman? Postman { get; }

    public Receptions? Receptions { get; }

    public LogRules LogRules { get; }

    public History History { get; }

    public Crew Crew { get; }

    public Callers Callers { get; }

    public void Dispose() => Crew.Dispose();
}
