namespace CommonGround.Platform.Tests.State;

/// <summary>A clean stop commits what waits (HAV-09).</summary>
public sealed class StopTests
{
    private readonly FaultyStore _store = new();

    [Fact]
    public async Task What_waits_when_a_component_is_stopped_is_committed_and_answered()
    {
        await using (var host = await StateHost.StartAsync(_store, null, ("StopTimeout", "00:01:00")))
        {
            using var gate = new CommitGate(_store);
            var first = host.CreateAsync(new Request("eerst"));
            await gate.Reached;
            var waiting = Enumerable.Range(0, 10).Select(i => host.CreateAsync(new Request($"{i}"))).ToList();
            await CommitGate.WaitForQueueAsync(host, 10);

            var stop = host.StopAsync();
            gate.Open();

            await stop;
            await Task.WhenAll([first, .. waiting]);
        }

        await using var next = await StateHost.StartAsync(_store);
        Assert.Equal(11, (await next.ListAsync()).Count);
    }
}
