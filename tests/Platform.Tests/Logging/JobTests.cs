using System.Diagnostics;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Tests.State;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A job leaves the same lines as a request: a processing line with its persons, and an audit line that names the component (BIO-01).</summary>
public sealed class JobTests : JobTest
{
    [Fact]
    public async Task A_job_that_only_uses_data_is_a_line_in_both_logs()
    {
        Assert.Equal(7, await RunAsync(_ =>
        {
            Processing.Concerns(Persons.One);
            return Task.FromResult(7);
        }));

        var line = Assert.Single(await Component.LinesAsync());
        Assert.Equal((DossiersApi.ActivityUri, Name, "Ok", null), (line.Activity, line.Line.Name, line.Line.Status, line.Processor));
        Assert.Equal((SubjectOf(Persons.One), LoggedComponent.Tenant.ToString()), (line.Subject, line.Entry.Owner));
        var (owner, audit) = Assert.Single(await AuditAsync());
        Assert.Equal(LoggedComponent.Tenant, owner);
        Assert.Equal(("job", Name, "done", "component=dossiers", line.Line.TraceId), (audit.Action, audit.Object, audit.Result, audit.Actor, audit.TraceId));
        Assert.NotEmpty(audit.Origin);
        Assert.Equal(line.Line.StartTime, audit.Time.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_change_takes_the_lines_of_its_job_along()
    {
        await RunAsync(_ => Task.FromResult(0));
        var entries = 0;
        Component.Store.OnTransact = operations =>
        {
            entries += operations.HaveLinesOf(LoggedComponent.Tenant) ? 1 : 0;
            return Fault.None;
        };

        await RunAsync(token => CreateAsync(Persons.One, token));

        Assert.Equal(1, entries);
        Assert.Equal([null, SubjectOf(Persons.One)], (await Component.LinesAsync()).Select(line => line.Subject));
        Assert.Equal(["done", "done"], (await AuditAsync()).Select(line => line.Line.Result));
    }

    [Fact]
    public async Task Each_of_several_persons_has_a_line_beneath_that_of_the_job()
    {
        await RunAsync(_ =>
        {
            Processing.Concerns(Persons.One);
            Processing.Concerns(Persons.Two);
            return Task.FromResult(0);
        });

        var lines = await Component.LinesAsync();
        Assert.Equal([null, SubjectOf(Persons.One), SubjectOf(Persons.Two)], lines.Select(line => line.Subject));
        Assert.All(lines.Skip(1), child => Assert.Equal(lines[0].Line.SpanId, child.Line.ParentSpanId));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task Without_an_activity_that_is_known_nothing_is_run()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Processing.RunAsync(
            LoggedComponent.Tenant, "geen-activiteit", Name, _ => Task.FromException<int>(new InvalidOperationException("It ran.")), Cancel));

        Assert.Contains("'geen-activiteit' in processing-activities.json", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Component.LinesAsync());
    }

    [Fact]
    public async Task Outside_a_job_nothing_says_what_data_is_used_for()
    {
        var made = await RunAsync(token => CreateAsync(Persons.One, token));

        Assert.Throws<InvalidOperationException>(() => Processing.Concerns(Persons.One));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Documents.GetAsync(DossiersApi.Dossiers, LoggedComponent.Tenant, made.Id, Cancel));
        Assert.Contains("IProcessing.RunAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_another_tenant_a_job_may_use_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(token => Documents.ChangeAsync(
            Tenants.Two, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "van een ander" })), token)));

        Assert.DoesNotContain(Component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
        Assert.Equal("failed: InvalidOperation", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task A_job_belongs_to_the_trace_that_goes_on()
    {
        using var around = new Activity("de planner").SetIdFormat(ActivityIdFormat.W3C).Start();

        await RunAsync(_ => Task.FromResult(0));

        var line = Assert.Single(await Component.LinesAsync()).Line;
        Assert.Equal((around.TraceId.ToHexString(), null), (line.TraceId, line.ParentSpanId));
    }

    [Theory]
    [InlineData(null, LineName.Unnamed)]
    [InlineData(" ", LineName.Unnamed)]
    [InlineData("Ruim 999993653 op", "Ruim ********* op")]
    public async Task A_name_of_any_kind_is_one(string? name, string expected)
    {
        await Processing.RunAsync(LoggedComponent.Tenant, DossiersApi.Activity, name!, _ => Task.FromResult(0), Cancel);

        Assert.Equal(expected, Assert.Single(await AuditAsync()).Line.Object);
    }
}
