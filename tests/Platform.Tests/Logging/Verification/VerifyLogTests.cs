using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Verification;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.Logging.Audit;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Logging.Verification;

/// <summary>The verification of the logs on a whole component: as a command, as a call, by itself, and the heads that it needs (BIO-05).</summary>
public sealed class VerifyLogTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_whole_is_told_with_exit_code_0_and_that_it_was_done_is_in_the_security_log()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        var (code, output, error) = await CommandAsync("--head", $"{Head(component)}");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^Whole\. As they were written: logs \d+, numbers \d+, blocks 0, lines \d+\.", output);
        Assert.Contains("Heads that agree: 1;", output, StringComparison.Ordinal);
        var line = Assert.Single(await component.App.Services.AuditLinesAsync(), l => l.Line.Action == "verify-log");
        Assert.Equal((Oin.Organization, "all logs", "whole", $"user={Environment.UserName}"), (line.Owner, line.Line.Object, line.Line.Result, line.Line.Actor));
    }

    [Fact]
    public async Task What_is_broken_is_named_with_exit_code_1_on_the_output_in_the_log_and_in_the_security_log()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        var key = StateKeys.Entry(Head(component).Log, 1);
        await ChangeAsync(component, key, stored => stored.Replace("\"by\":\"", "\"by\":\"x", StringComparison.Ordinal));

        var (code, output, _) = await CommandAsync();

        Assert.Equal(1, code);
        Assert.Contains($"{key} is not what was written there", output, StringComparison.Ordinal);
        Assert.Contains("Broken. ", output, StringComparison.Ordinal);
        Assert.Contains("No head was given.", output, StringComparison.Ordinal);
        Assert.Single(await component.App.Services.AuditLinesAsync(), l => l.Line is { Action: "verify-log", Result: "broken: 1" });

        var result = await component.App.Services.GetRequiredService<ILogVerification>().VerifyAsync([], Cancel);
        Assert.Equal(key, Assert.Single(result.Faults).Place);
        Assert.Contains(component.Log.Lines, m => m.Contains($"The logs were tampered with, or the store damaged them: {key}", StringComparison.Ordinal));
        Assert.Single(await component.App.Services.AuditLinesAsync(), l => l.Line is { Action: "verify-log", Result: "broken: 1", Actor: "component=meldingen" });
    }

    [Fact]
    public async Task A_tail_that_was_cut_is_found_by_the_heads_that_the_component_logged()
    {
        var file = Path.Combine(_folder.Root, "heads.log");
        LogHead head;
        await using (var component = await StartAsync())
        {
            await component.DeliverAsync(ReceivingComponent.Event("een"));
            await component.App.StopAsync(Cancel);
            head = Head(component);
            var told = component.Log.Lines.Last(m => m.Contains("head of this replica's log", StringComparison.Ordinal));
            Assert.Equal([head], LogHead.FindAll(told));
            await File.WriteAllTextAsync(file, $$"""{"level":"Information","message":"Now listening"}{{"\n"}}{"level":"Information","message":"{{told}}"}""", Cancel);
        }

        Assert.Equal(0, (await CommandAsync("--heads", file)).Code);
        await using (var component = await StartAsync())
        {
            await ChangeAsync(component, StateKeys.Entry(head.Log, head.Number), _ => null);
        }

        var (code, output, _) = await CommandAsync("--heads", file);
        Assert.Equal(1, code);
        Assert.Contains(StateKeys.Entry(head.Log, head.Number), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--head is followed by a head", "--head")]
    [InlineData("--head is followed by a head", "--head", "log:1")]
    [InlineData("--heads is followed by a file", "--heads")]
    [InlineData("cannot be read", "--heads", "/does/not/exist")]
    [InlineData("'everything' is not understood", "everything")]
    public async Task Arguments_that_are_wrong_are_told_with_exit_code_2(string fault, params string[] arguments)
    {
        var (code, output, error) = await CommandAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(fault, error, StringComparison.Ordinal);
        Assert.Contains("verify-log [--head LOG:NUMBER:MAC]", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_heads_is_told_and_a_setting_is_none_of_the_arguments()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "heads.txt"), "geen hoofd", Cancel);

        var (code, _, error) = await CommandAsync("--Audit:HeadInterval=00:00:05", "--heads", Path.Combine(_folder.Root, "heads.txt"));

        Assert.Equal(2, code);
        Assert.Contains("has no heads in it", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_replicas_one_verifies_in_each_interval_and_a_broken_log_is_an_error()
    {
        await using var component = await StartAsync();
        await using var other = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        await ChangeAsync(component, StateKeys.Entry(Head(component).Log, 0), stored => $"{stored}x");

        Assert.True(await Periodic(component).TryAsync(Cancel));
        Assert.False(await Periodic(other).TryAsync(Cancel));
        Assert.False(await Periodic(component).TryAsync(Cancel));

        Assert.Single(component.Log.Lines, m => m.Contains("The logs were tampered with", StringComparison.Ordinal));
        await ChangeAsync(component, StateKeys.VerificationTurn, _ => null);
        Assert.True(await Periodic(other).TryAsync(Cancel));
    }

    [Fact]
    public async Task A_verification_that_the_store_ended_is_owed()
    {
        await using var component = await StartAsync();
        var services = component.App.Services;
        var fails = new FailingOnce(services.GetRequiredService<ILogVerification>());
        using var periodic = ActivatorUtilities.CreateInstance<PeriodicVerification>(services, fails);

        await Assert.ThrowsAsync<StateUnavailableException>(() => periodic.TryAsync(Cancel));
        Assert.True(await periodic.TryAsync(Cancel));
        Assert.False(await periodic.TryAsync(Cancel));
    }

    [Fact]
    public void Intervals_out_of_range_are_refused()
    {
        var check = new AuditOptionsCheck();

        Assert.Contains("Audit:HeadInterval", check.Validate(null, new AuditOptions { HeadInterval = TimeSpan.Zero }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Audit:VerifyInterval", check.Validate(null, new AuditOptions { VerifyInterval = TimeSpan.FromDays(91) }).FailureMessage, StringComparison.Ordinal);
        Assert.Equal(ValidateOptionsResult.Success, check.Validate(null, new AuditOptions()));
    }

    private async Task<ReceivingComponent> StartAsync()
    {
        var component = await ReceivingComponent.StartAsync(_folder);
        await Eventually.TrueAsync(() => component.App.Services.GetRequiredService<ConfigurationAudit>().Missing is null);
        return component;
    }

    private static LogHead Head(ReceivingComponent component) => component.App.Services.GetRequiredService<CurrentLog>().Log!.Head!;

    private static PeriodicVerification Periodic(ReceivingComponent component) =>
        component.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<PeriodicVerification>().Single();

    private async Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments)
    {
        var app = ReceivingComponent.Build(_folder).App;
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await app.RunCommandAsync(app.FindCommand("verify-log")!, arguments, output, error), output.ToString(), error.ToString());
    }

    // As somebody does who can write the store.
    private static async Task ChangeAsync(ReceivingComponent component, string key, Func<string, string?> change)
    {
        var store = component.App.Services.GetRequiredService<IStateStore>();
        var item = (await store.GetAsync(key, Cancel))!;
        var operation = change(item.Value) is { } value ? StateOperation.Write(key, value) : StateOperation.Delete(key, item.ETag);
        Assert.True(await store.TransactAsync([operation], Cancel));
    }

    private sealed class FailingOnce(ILogVerification verification) : ILogVerification
    {
        private bool _failed;

        public Task<LogVerificationResult> VerifyAsync(IReadOnlyCollection<LogHead> heads, CancellationToken cancellationToken)
        {
            if (!_failed)
            {
                _failed = true;
                throw new StateUnavailableException("De opslag antwoordt niet.");
            }

            return verification.VerifyAsync(heads, cancellationToken);
        }
    }
}
