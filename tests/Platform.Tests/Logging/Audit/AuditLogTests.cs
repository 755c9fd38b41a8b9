using System.Text.Json.Nodes;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.Authentication;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>The command <c>audit-log</c> on a whole component: what it shows, and that its use is in the security log itself (BIO-01).</summary>
public sealed class AuditLogTests : IDisposable
{
    private const string Trace = "7584100f8097c88a7c312a6331bcdc86";

    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Today { get; } = $"{DateTimeOffset.UtcNow:yyyy-MM-dd}";

    // Around midnight.
    private static string[] Period { get; } = ["--from", Today, "--to", $"{DateTimeOffset.UtcNow.AddDays(1):yyyy-MM-dd}"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_line_is_one_object_with_its_fields_and_its_place_and_nothing_else_is_on_the_output()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        var (code, lines, error) = await CommandAsync(Period);

        Assert.Equal((0, ""), (code, error));
        var line = Assert.Single(lines, line => (string?)line["trace_id"] == Trace);
        Assert.Equal(["log", "number", "action", "object", "result", "origin", "actor", "time", "trace_id"], line.Select(member => member.Key));
        var stored = Assert.Single(await component.App.Services.AuditLinesAsync(), l => l.Line.TraceId == Trace).Line;
        Assert.Equal(
            (stored.Action, stored.Object, stored.Result, stored.Actor, stored.Time),
            ((string)line["action"]!, (string)line["object"]!, (string)line["result"]!, (string)line["actor"]!, (DateTimeOffset)line["time"]!));
        Assert.Equal(component.App.Services.GetRequiredService<CurrentLog>().Log!.Id, (string?)line["log"]);
    }

    [Fact]
    public async Task A_trace_and_the_days_bound_what_is_shown()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        Assert.Equal(Trace, (string?)Assert.Single((await CommandAsync([.. Period, "--trace", Trace.ToUpperInvariant()])).Lines)["trace_id"]);
        Assert.Empty((await CommandAsync([.. Period, "--trace", new string('a', 32)])).Lines);
        Assert.Empty((await CommandAsync("--from", "0001-01-01", "--to", $"{DateTimeOffset.UtcNow.AddDays(-2):yyyy-MM-dd}")).Lines);
        Assert.NotEmpty((await CommandAsync("--from", "0001-01-01", "--to", "9999-12-31")).Lines);
    }

    [Fact]
    public async Task What_belongs_to_no_tenant_is_in_the_log_of_the_organization()
    {
        await using var component = await StartAsync();

        var (_, lines, _) = await CommandAsync([.. Period, "--tenant", "organisatie"]);

        Assert.Contains(lines, line => (string?)line["action"] == "configuration");
        Assert.DoesNotContain((await CommandAsync(Period)).Lines, line => (string?)line["action"] == "configuration");
    }

    [Fact]
    public async Task Who_read_what_is_in_the_log_that_was_read_before_and_after()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));

        await CommandAsync([.. Period, "--trace", Trace]);

        var own = (await component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action == "audit-log").ToList();
        Assert.Equal(["begun", "shown 1 lines"], own.Select(line => line.Line.Result));
        Assert.All(own, line => Assert.Equal(
            (ReceivingComponent.Tenant, $"security log of {TestApp.OwnOin}, {Period[1]} to {Period[3]}, trace {Trace}", $"user={Environment.UserName}"),
            (line.Owner, line.Line.Object, line.Line.Actor)));
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_with_exit_code_1_and_in_the_log()
    {
        await using var component = await StartAsync();
        await component.DeliverAsync(ReceivingComponent.Event("een"));
        var key = StateKeys.Entry(component.App.Services.GetRequiredService<CurrentLog>().Log!.Id, 0);
        var store = component.App.Services.GetRequiredService<IStateStore>();
        var item = (await store.GetAsync(key, Cancel))!;
        Assert.True(await store.TransactAsync([StateOperation.Write(key, item.Value.Replace("\"by\":\"", "\"by\":\"x", StringComparison.Ordinal))], Cancel));

        var (code, lines, error) = await CommandAsync(Period);

        Assert.Equal(1, code);
        Assert.StartsWith($"{key} is not what was written there", error, StringComparison.Ordinal);
        Assert.Contains(lines, line => (string?)line["trace_id"] == Trace);
        Assert.Contains(await component.App.Services.AuditLinesAsync(), line => line.Line.Action == "audit-log" && line.Line.Result.EndsWith("lines, not complete: 1 faults", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "What cannot be logged is not shown.", false)]
    [InlineData(1, "how much it was is not logged", true)]
    public async Task Nothing_is_shown_before_it_is_logged_and_what_is_not_logged_has_exit_code_1(int landing, string told, bool isShown)
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        await Eventually.TrueAsync(() => component.App.Services.GetRequiredService<ConfigurationAudit>().Missing is null);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var commits = 0;
        component.Store.OnTransact = operations =>
            operations.Any(o => o.Value?.Contains("\"lines\":[{\"kind\":\"audit\"", StringComparison.Ordinal) == true) && commits++ >= landing ? Fault.NotLanded : Fault.None;

        var code = await component.App.FindCommand("audit-log")!.Parse([.. Period, "--tenant", "organisatie"], out _)!(output, error, Cancel);
        component.Store.OnTransact = _ => Fault.None;

        Assert.Equal(1, code);
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(isShown, output.ToString().Length > 0);
    }

    [Fact]
    public async Task A_store_that_fails_while_it_is_read_is_told_with_exit_code_1()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        using var output = new StringWriter();
        using var error = new StringWriter();
        component.Store.ReadFails = keys => keys.Contains(StateKeys.DrainedList);

        var code = await component.App.FindCommand("audit-log")!.Parse(Period, out _)!(output, error, Cancel);
        component.Store.ReadFails = _ => false;

        Assert.Equal(1, code);
        Assert.Contains("there may be more", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(await component.App.Services.AuditLinesAsync(), line => line.Line is { Action: "audit-log", Result: "failed: shown 0 lines" });
    }

    [Fact]
    public async Task With_several_tenants_one_is_named_and_no_other_is_shown()
    {
        await using var component = await AuditedComponent.StartAsync();
        await component.SendAsync("GET", $"/v1/dingen/{Guid.NewGuid()}", component.Token());
        await component.SendAsync("POST", "/v1/dingen", component.Token(AuditedComponent.OtherOin));
        var command = component.Services.GetServices<ICommand>().Single(c => c.Name == "audit-log");

        Assert.Null(command.Parse(Period, out var fault));
        Assert.Contains("Say whose log, with --tenant", fault, StringComparison.Ordinal);

        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await command.Parse([.. Period, "--tenant", AuditedComponent.OtherOin], out _)!(output, error, Cancel));
        Assert.Equal(["POST /v1/dingen", "audit-log"], Lines(output).Select(line => (string)line["action"]!));
    }

    [Theory]
    [InlineData("Say which days")]
    [InlineData("Say which days", "--from", "2026-11-01")]
    [InlineData("--from is followed by a day", "--from", "1-11-2026", "--to", "2026-11-30")]
    [InlineData("--to is followed by a day", "--from", "2026-11-01", "--to")]
    [InlineData("The day of --from is after that of --to", "--from", "2026-11-02", "--to", "2026-11-01")]
    [InlineData("--tenant is followed by an OIN", "--from", "2026-11-01", "--to", "2026-11-01", "--tenant", "iedereen")]
    [InlineData("--trace is followed by 32", "--from", "2026-11-01", "--to", "2026-11-01", "--trace", "12ab")]
    [InlineData("'alles' is not understood", "alles")]
    public async Task Arguments_that_are_wrong_are_told_with_exit_code_2(string fault, params string[] arguments)
    {
        var app = ReceivingComponent.Build(_folder).App;
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, await app.RunCommandAsync(app.FindCommand("audit-log")!, arguments, output, error));

        Assert.Equal("", output.ToString());
        Assert.StartsWith(fault, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("audit-log --from YYYY-MM-DD --to YYYY-MM-DD", error.ToString(), StringComparison.Ordinal);
    }

    private async Task<ReceivingComponent> StartAsync()
    {
        var component = await ReceivingComponent.StartAsync(_folder);
        await Eventually.TrueAsync(() => component.App.Services.GetRequiredService<ConfigurationAudit>().Missing is null);
        return component;
    }

    private async Task<(int Code, IReadOnlyList<JsonObject> Lines, string Error)> CommandAsync(params string[] arguments)
    {
        var app = ReceivingComponent.Build(_folder).App;
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await app.RunCommandAsync(app.FindCommand("audit-log")!, arguments, output, error);
        return (code, Lines(output), error.ToString());
    }

    private static List<JsonObject> Lines(StringWriter output) =>
        [.. output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
}
