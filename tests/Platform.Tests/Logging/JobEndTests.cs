using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>How a job ends, and what both logs say of that: a fault is an error, a stop is none (LDV-09).</summary>
public sealed class JobEndTests : JobTest
{
    [Fact]
    public async Task A_job_that_fails_is_an_error_by_its_kind_and_fails_for_its_caller()
    {
        await Assert.ThrowsAsync<FormatException>(() => RunAsync<int>(_ => throw new FormatException($"Wat is {Persons.One.Reveal()}?")));

        var line = Assert.Single(await Component.LinesAsync());
        Assert.Equal(("Error", typeof(FormatException).FullName), (line.Line.Status, line.Attribute(LineAttributes.ExceptionType)));
        var audit = Assert.Single(await AuditAsync()).Line;
        Assert.Equal("failed: Format", audit.Result);
        Assert.DoesNotContain(Persons.One.Reveal(), $"{audit} {string.Join(' ', line.Line.Attributes.Values)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_job_changed_before_it_failed_is_told_and_the_failure_after_it()
    {
        await Assert.ThrowsAsync<FormatException>(() => RunAsync<int>(async token =>
        {
            await CreateAsync(Persons.One, token);
            throw new FormatException();
        }));

        var lines = await Component.LinesAsync();
        Assert.Equal(["Ok", "Error"], lines.Select(line => line.Line.Status));
        Assert.Equal(lines[0].Line.SpanId, lines[1].Line.ParentSpanId);
        Assert.Equal(["done", "failed: Format"], (await AuditAsync()).Select(audit => audit.Line.Result));
    }

    [Fact]
    public async Task A_job_that_is_stopped_is_no_fault()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Processing.RunAsync(
            LoggedComponent.Tenant, DossiersApi.Activity, Name,
            async token =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return 0;
            },
            stop.Token));

        Assert.Equal("Ok", Assert.Single(await Component.LinesAsync()).Line.Status);
        Assert.Equal("cancelled", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task A_job_that_gives_up_waiting_by_itself_failed()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => RunAsync<int>(_ => throw new TaskCanceledException()));

        Assert.Equal("Error", Assert.Single(await Component.LinesAsync()).Line.Status);
        Assert.Equal("failed: TaskCanceled", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task Where_its_lines_cannot_be_durable_a_job_does_not_end_well()
    {
        await RunAsync(_ => Task.FromResult(0));
        Component.Store.OnTransact = _ => Fault.NotLanded;

        await Assert.ThrowsAsync<NotLoggedException>(() => RunAsync(_ => Task.FromResult(0)));
    }
}
