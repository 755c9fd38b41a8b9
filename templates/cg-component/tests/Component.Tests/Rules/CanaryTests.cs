using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>
/// A burgerservicenummer goes into a body and comes out in one, and nowhere else (PRV-01, PRV-06). Each operation of the API is called with the number
/// of a test person, rightly and wrongly, and all that comes out of the component is searched for it.
/// </summary>
public sealed class CanaryTests
{
    private static readonly string[] s_sinks =
    [
        CanaryRun.Answers, CanaryLook.MetricsPage, CanaryLook.Store, CanaryCollector.Traces, CanaryCollector.Metrics, CanaryCollector.Logs,
    ];

    [Fact]
    public async Task A_bsn_comes_out_nowhere_but_in_the_body_of_an_answer()
    {
        var (run, sinks) = await RunAsync();

        Assert.All(run.Statuses, operation => Assert.True(
            operation.Value is >= 200 and < 300,
            $"{operation.Key} answered {operation.Value} to the example of its own description, so this test did not get far enough into it. Give the members " +
            "of its body an <example> that it takes, or create what it needs with an operation that answers 201 with a Location."));
        Assert.True(!run.TakesBodies || run.Seen.Contains(413), "No body was too large, so nothing was tested there.");
        Assert.True(!run.AsksConditions || run.Seen.Contains(428), "No condition was missing, so nothing was tested there.");
        Assert.True(!run.NamesActivities || sinks.Has(CanaryCollector.Logboek), "Nothing came out at the Logboek, so nothing was tested there.");
        AssertSilent(sinks);
    }

    [Fact]
    public async Task So_it_is_where_a_client_asks_too_much()
    {
        var (run, sinks) = await RunAsync(("Limits:RequestsPerSecond", "1"), ("Limits:Burst", "1"));

        Assert.Contains(429, run.Seen);
        AssertSilent(sinks);
    }

    [Theory]
    [InlineData("het nummer 999993653")]
    [InlineData("OTk5OTkzNjUz")]
    [InlineData("eDk5OTk5MzY1M3g=")]
    [InlineData("eHg5OTk5OTM2NTM=")]
    [InlineData("%39%39%39%39%39%33%36%35%33")]
    [InlineData("9\09\09\09\09\03\06\05\03\0")]
    public void The_number_is_found_in_each_form(string text)
    {
        var sinks = new CanarySinks();
        sinks.Add("log", "a line", text);

        Assert.Single(sinks.Leaks());
    }

    private static async Task<(CanaryRun Run, CanarySinks Sinks)> RunAsync(params (string Name, string Value)[] settings)
    {
        var sinks = new CanarySinks();
        await using var collector = await CanaryCollector.StartAsync(sinks);
        var all = Settings(collector);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var log = new StringWriter();
        CanaryRun run;
        await using (var component = new ComponentFixture { Settings = all })
        {
            Start(component, log);
            run = new CanaryRun(component, sinks);
            await run.CallAllAsync();
            await run.DeliverAllAsync();
            await new CanaryLook(component, sinks).LookAsync(run.NamesActivities);
        }

        Assert.NotEqual("", log.ToString());
        sinks.Add("the log", "standard output", log.ToString());
        return (run, sinks);
    }

    private static void AssertSilent(CanarySinks sinks)
    {
        Assert.All(s_sinks, sink => Assert.True(sinks.Has(sink), $"Nothing came out at {sink}, so nothing was tested there."));
        Assert.True(sinks.Leaks() is [], $"The number of a person came out:\n{string.Join('\n', sinks.Leaks())}");
    }

    private static Dictionary<string, string> Settings(CanaryCollector collector) => new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Limits:RequestsPerSecond"] = "0",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["Logboek:Endpoint"] = collector.Address + CanaryCollector.Logboek,
        ["Logboek:Gather"] = "00:00:00",
    };

    // The log takes the console as it is when the component starts.
    private static void Start(ComponentFixture component, StringWriter log)
    {
        var console = Console.Out;
        Console.SetOut(TextWriter.Synchronized(log));
        try
        {
            component.StartServer();
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
