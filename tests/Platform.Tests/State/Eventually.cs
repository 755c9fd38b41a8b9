namespace CommonGround.Platform.Tests.State;

/// <summary>Waits for what happens beside the test. Its limit only ends a test that would hang.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
