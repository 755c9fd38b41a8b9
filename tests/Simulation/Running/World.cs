using CommonGround.Simulation.Checks;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Replicas;
using CommonGround.Simulation.Store;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Running;

/// <summary>Everything of one run.</summary>
internal sealed class World
{
    public World(int seed, bool trace)
    {
        Dice = new Dice(seed);
        Trace = new Trace(trace);
        Violations = new Violations(Trace);
        Clock = new Clock();
        Store = new SimulatedStore(Clock);
        Settings = new Settings(Dice);
        Weather = new Weather(Dice);
        History = new History(this);
        Crew = new Crew(this);
        Callers = new Callers(this);
        LogRules = new LogRules(this);
        Store.Watch(LogRules);
        Store.Watch(new PageRules(this));
        Store.Watch(new Landings(this));
        Store.Watch(History);
    }

    public Dice Dice { get; }

    public Trace Trace { get; }

    public Violations Violations { get; }

    public Clock Clock { get; }

    public SimulatedStore Store { get; }

    public Settings Settings { get; }

    public Weather Weather { get; }

    public ActsByRequest Acts { get; } = new();

    public LogRules LogRules { get; }

    public History History { get; }

    public Crew Crew { get; }

    public Callers Callers { get; }
}
