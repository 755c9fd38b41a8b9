using CommonGround.Platform.Events;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.Logging.Audit;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>The handling of an event that comes to nothing: what it used until then was used (LDV-09, LDV-10).</summary>
public sealed class EventEndTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_that_its_sidecar_gives_up_has_its_lines_and_is_no_fault()
    {
        var reached = new TaskCompletionSource();
        await using var component = await LoggedComponent.StartAsync(api => api.Subscribe<Dossier>(
            "zaken",
            ReceivingComponent.Closed,
            async (changes, received, token) =>
            {
                changes.Create(DossiersApi.Dossiers, received.Data);
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
                return EventAnswer.Success;
            },
            EventTenant.OfSource,
            WhichEvents.Every,
            DossiersApi.Activity));
        using (var away = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        using (var delivery = EventedDossiers.Delivery("een"))
        {
            var delivering = component.Http.SendAsync(delivery, away.Token);
            await reached.Task;
            await away.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
        }

        await Eventually.TrueAsync(async () => (await component.LinesAsync()).Count > 0);

        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal(("Ok", EventedDossiers.RemoteSpan, component.SubjectOfOne()), (line.Line.Status, line.Line.ParentSpanId, line.Subject));
        Assert.Equal("cancelled", await component.EventResultAsync());
        Assert.DoesNotContain(component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_try_that_state_had_no_room_for_has_its_lines_and_so_has_the_next()
    {
        var tries = 0;
        await using var component = await EventedDossiers.StartAsync(
            () => ++tries == 1 ? throw new StateBusyException("Te druk.") : EventAnswer.Success);

        Assert.Equal("SUCCESS", await component.DeliverAsync("een"));

        var lines = await component.LinesAsync();
        Assert.Equal(["Error", "Ok"], lines.Select(line => line.Line.Status));
        Assert.All(lines, line => Assert.Equal(component.SubjectOfOne(), line.Subject));
        Assert.NotEqual(lines[0].Line.SpanId, lines[1].Line.SpanId);
        Assert.Equal(
            ["failed: StateBusy", "handled"],
            (await component.App.Services.AuditLinesAsync()).Where(audit => audit.Line.Action.StartsWith("event ", StringComparison.Ordinal)).Select(audit => audit.Line.Result));
    }

    [Fact]
    public async Task A_try_that_came_no_further_than_the_mark_used_nothing_and_leaves_no_line()
    {
        var failed = 0;
        await using var component = await EventedDossiers.StartAsync(() => EventAnswer.Success);
        component.Store.ReadFails = keys => keys.Any(key => key.Contains("/_received/", StringComparison.Ordinal)) && Interlocked.Increment(ref failed) <= 2;

        Assert.Equal("SUCCESS", await component.DeliverAsync("een"));

        Assert.True(failed > 2, "Nothing failed.");
        Assert.Equal("Ok", Assert.Single(await component.LinesAsync()).Line.Status);
        Assert.Equal("handled", await component.EventResultAsync());
    }
}
