namespace CommonGround.Platform.Tests.Embedded.Calls;

/// <summary>A component as a process of its own, which a test kills.</summary>
internal static class ServingProcess
{
    public static async Task<int> RunAsync(string file, string app)
    {
        await using var component = await CalledComponent.StartAsync(file, app);
        await Console.Out.WriteLineAsync("started");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
