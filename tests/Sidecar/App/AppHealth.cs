namespace CommonGround.Sidecar.App;

/// <summary>Whether the component counts as healthy. Without app health checks it always does.</summary>
internal sealed class AppHealth(SidecarOptions options, AppChannel channel)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _healthy = Done();
    private int _failures;

    public bool Healthy
    {
        get
        {
            lock (_lock)
            {
                return _healthy.Task.IsCompleted;
            }
        }
    }

    /// <summary>Ends when the component is healthy: deliveries wait for it.</summary>
    public Task UntilHealthyAsync(CancellationToken end)
    {
        lock (_lock)
        {
            return _healthy.Task.WaitAsync(end);
        }
    }

    /// <summary>A component is asked for nothing before it was healthy once.</summary>
    public async Task FirstProbeAsync(CancellationToken end)
    {
        while (options.AppHealth is { } checks && !await ProbeAsync(checks, end))
        {
            await Task.Delay(checks.Interval, options.Time, end);
        }
    }

    public async Task WatchAsync(CancellationToken end)
    {
        while (options.AppHealth is { } checks)
        {
            await Task.Delay(checks.Interval, options.Time, end);
            Note(await ProbeAsync(checks, end), checks.Threshold);
        }
    }

    private async Task<bool> ProbeAsync(AppHealthChecks checks, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, channel.Address(checks.Path));
        try
        {
            using var answer = await channel.SendAnonymouslyAsync(request, end);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(bool healthy, int threshold)
    {
        lock (_lock)
        {
            _failures = healthy ? 0 : _failures + 1;
            if (healthy)
            {
                _healthy.TrySetResult();
            }
            else if (_failures >= threshold && _healthy.Task.IsCompleted)
            {
                _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }
}
