using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Embedded.Broker;

/// <summary>Components as processes of their own, which a test kills.</summary>
internal static class BrokerProcesses
{
    /// <summary>Publishes until it is killed, and prints the id of each event that was acknowledged.</summary>
    public static async Task<int> PublishAsync(string file)
    {
        await using var host = await EventHost.StartAsync(file, "publisher");
        for (var n = 1; ; n++)
        {
            await host.Broker.PublishAsync("meldingen", [new($"{n}", EventHost.Event($"{n}"), null)], default);
            await Console.Out.WriteLineAsync($"{n}");
        }
    }

    /// <summary>Prints the topic of each delivery, and never ends with one. Its leases are short.</summary>
    public static async Task<int> ReceiveAsync(string file)
    {
        var receiver = new TestReceiver(TestReceiver.Meldingen, TestReceiver.DeadLetters)
        {
            Answer = async (_, _) =>
            {
                await Console.Out.WriteLineAsync("meldingen");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return DeliveryOutcome.Success;
            },
        };
        await using var host = await EventHost.StartAsync(file, "a", receiver, null, ("Embedded:Events:DeliveryTimeout", "00:00:01"));
        await Console.Out.WriteLineAsync("started");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
