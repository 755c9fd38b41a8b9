using System.Diagnostics.Metrics;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Verification;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Verification;
using CommonGround.Platform.Telemetry;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommonGround.Platform.Tests.Logging.Verification;

/// <summary>What a verification found is told also where the line in the security log, that it was done, cannot be written.</summary>
public sealed class ToldVerificationTests
{
    [Fact]
    public async Task What_was_found_is_told_before_the_line_is_written()
    {
        var store = new FaultyStore();
        await using var host = await StateHost.StartAsync(store);
        await host.CreateAsync(new Request("een"));
        store.OnTransact = _ => Fault.NotLanded;
        LogVerificationResult? told = null;

        await Assert.ThrowsAnyAsync<Exception>(() => Run(host).VerifyForUserAsync(
            [],
            found =>
            {
                told = found;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));

        Assert.True(told is { IsWhole: true, Numbers: > 0 });
    }

    private static VerificationRun Run(StateHost host)
    {
        var keys = host.Get<ITenantKeys>();
        return new VerificationRun(
            host.Get<LogVerification>(), new AuditLog(host.Get<LineCommits>(), new LineSeal(keys), keys),
            new LocalAudit(new ServiceIdentity("meldingen", "1.0.0"), TimeProvider.System), new VerificationMetrics(host.Get<IMeterFactory>()),
            NullLogger<VerificationRun>.Instance);
    }
}
