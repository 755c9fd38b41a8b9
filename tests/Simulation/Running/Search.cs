using System.Diagnostics;

namespace CommonGround.Simulation.Running;

/// <summary>Runs seeds, a processor each, until a time or a number of them is over.</summary>
public static class Search
{
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many, at most.</param>
    /// <param name="time">How long, at most.</param>
    /// <param name="ended">Told of each run, one at a time; it answers whether to go on.</param>
    /// <returns>How many seeds were run.</returns>
    public static int Seeds(int first, int count, TimeSpan time, Func<RunResult, bool> ended)
    {
        ArgumentNullException.ThrowIfNull(ended);
        var watch = Stopwatch.StartNew();
        var (next, runs, stop) = (first - 1, 0, false);
        var oneAtATime = new Lock();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return runs;

        void Work()
        {
            while (!stop && watch.Elapsed < time && Interlocked.Increment(ref next) is var seed && seed - first < count)
            {
                var result = Run.Seed(seed);
                lock (oneAtATime)
                {
                    runs++;
                    stop |= !ended(result);
                }
            }
        }
    }
}
