using System.Diagnostics;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Logging.Audit;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A job leaves the same lines as a request: a processing line with its persons, and an audit line that names the component (BIO-01).</summary>
public sealed class JobTests : IAsyncLifetime
{
    private const string Name = "Verwijder oude dossiers";

    private LoggedComponent _component = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IProcessing Processing => _component.App.Services.GetRequiredService<IProcessing>();

    private IDocuments Documents => _component.App.Services.GetRequiredService<IDocuments>();

    public async ValueTask InitializeAsync() => _component = await LoggedComponent.StartAsync(DossiersApi.Map);

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Fact]
    public async Task A_job_that_only_uses_data_is_a_line_in_both_logs()
    {
        Assert.Equal(7, await RunAsync(_ =>
        {
            Processing.Concerns(Persons.One);
            return Task.FromResult(7);
        }));

        var line = Assert.Single(await _component.LinesAsync());
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
        var before = _component.Store.Dump().Count;

        var made = await RunAsync(token => CreateAsync(Persons.One, token));

        Assert.NotEqual(Guid.Empty, made.Id);
        Assert.True(_component.Store.Dump().Count > before);
        Assert.Equal(SubjectOf(Persons.One), Assert.Single(await _component.LinesAsync()).Subject);
        Assert.Equal("done", Assert.Single(await AuditAsync()).Line.Result);
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

        var lines = await _component.LinesAsync();
        Assert.Equal([null, SubjectOf(Persons.One), SubjectOf(Persons.Two)], lines.Select(line => line.Subject));
        Assert.All(lines.Skip(1), child => Assert.Equal(lines[0].Line.SpanId, child.Line.ParentSpanId));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task A_job_that_fails_is_an_error_by_its_kind_and_fails_for_its_caller()
    {
        await Assert.ThrowsAsync<FormatException>(() => RunAsync<int>(_ => throw new FormatException($"Wat is {Persons.One.Reveal()}?")));

        var line = Assert.Single(await _component.LinesAsync());
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

        var lines = await _component.LinesAsync();
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

        Assert.Equal("Ok", Assert.Single(await _component.LinesAsync()).Line.Status);
        Assert.Equal("cancelled", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task A_job_that_gives_up_waiting_by_itself_failed()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => RunAsync<int>(_ => throw new TaskCanceledException()));

        Assert.Equal("Error", Assert.Single(await _component.LinesAsync()).Line.Status);
        Assert.Equal("failed: TaskCanceled", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task Without_an_activity_that_is_known_nothing_is_run()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Processing.RunAsync(
            LoggedComponent.Tenant, "geen-activiteit", Name, _ => Task.FromException<int>(new InvalidOperationException("It ran.")), Cancel));

        Assert.Contains("'geen-activiteit' in processing-activities.json", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await _component.LinesAsync());
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

        Assert.DoesNotContain(_component.Store.Dump().Keys, key => key.Contains("/dossiers/", StringComparison.Ordinal));
        Assert.Equal("failed: InvalidOperation", Assert.Single(await AuditAsync()).Line.Result);
    }

    [Fact]
    public async Task Where_its_lines_cannot_be_durable_a_job_does_not_end_well()
    {
        await RunAsync(_ => Task.FromResult(0));
        _component.Store.OnTransact = _ => Fault.NotLanded;

        await Assert.ThrowsAsync<NotLoggedException>(() => RunAsync(_ => Task.FromResult(0)));
    }

    [Fact]
    public async Task A_job_belongs_to_the_trace_that_goes_on()
    {
        using var around = new Activity("de planner").SetIdFormat(ActivityIdFormat.W3C).Start();

        await RunAsync(_ => Task.FromResult(0));

        var line = Assert.Single(await _component.LinesAsync()).Line;
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

    private Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job) => Processing.RunAsync(LoggedComponent.Tenant, DossiersApi.Activity, Name, job, Cancel);

    private Task<Document<Dossier>> CreateAsync(Bsn person, CancellationToken cancellationToken) => Documents.ChangeAsync(
        LoggedComponent.Tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen", Hoofdpersoon = person })), cancellationToken);

    private string SubjectOf(Bsn person) => _component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, person);

    private async Task<IReadOnlyList<(Oin Owner, CommonGround.Platform.Logging.Audit.AuditLine Line)>> AuditAsync() =>
        [.. (await _component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action == "job")];
}
