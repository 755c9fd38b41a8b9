namespace CommonGround.Sidecar.Tests;

/// <summary>Waits for what must come about. Its limit only ends a test that would hang.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        Assert.True(await TryAsync(condition, limit ?? s_limit), $"It did not come about in {limit ?? s_limit}: {what}.");

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var most = limit ?? s_limit;
        for (var start = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < most, $"It did not come about in {most}: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <returns>Whether it came about in time.</returns>
    public static async Task<bool> TryAsync(Func<bool> condition, TimeSpan limit)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !condition();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return true;
    }
}
