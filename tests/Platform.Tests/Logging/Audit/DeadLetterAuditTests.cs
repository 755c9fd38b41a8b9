using CommonGround.Platform.Events;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Tests.Embedded;
using CommonGround.Platform.Tests.Events;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>Who did what with dead letters, on a whole component and the command beside it.</summary>
public sealed class DeadLetterAuditTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_letter_that_is_put_aside_has_one_line_in_its_own_commit()
    {
        await using var component = await WithLetterAsync();

        await component.DeliverAsync(ReceivingComponent.Event("een"));

        var letter = Assert.Single(await component.LettersAsync()).LetterId;
        var (owner, line) = Assert.Single(await LinesAsync(component));
        Assert.Equal(ReceivingComponent.Tenant, owner);
        Assert.Equal(
            ("dead-letters", $"dead-letters/{letter}", "put aside", "component=meldingen", "7584100f8097c88a7c312a6331bcdc86"),
            (line.Action, line.Object, line.Result, line.Actor, line.TraceId));
    }

    [Theory]
    [InlineData("show", "begun")]
    [InlineData("discard", "begun", "discarded")]
    [InlineData("replay", "begun", "refused")]
    public async Task Whoever_uses_the_command_on_a_letter_is_in_the_log(string verb, params string[] results)
    {
        await using var component = await WithLetterAsync();
        var letter = Assert.Single(await component.LettersAsync()).LetterId;

        await ReceivingComponent.CommandAsync(_folder, verb, $"{letter}");

        var lines = (await LinesAsync(component)).Where(line => line.Line.Action == $"dead-letters {verb}").ToList();
        Assert.Equal(results, lines.Select(line => line.Line.Result));
        Assert.All(lines, line => Assert.Equal(
            (ReceivingComponent.Tenant, $"dead-letters/{letter}", $"user={Environment.UserName}"), (line.Owner, line.Line.Object, line.Line.Actor)));
    }

    [Fact]
    public async Task A_list_has_one_line()
    {
        await using var component = await WithLetterAsync();

        await ReceivingComponent.CommandAsync(_folder, "list");

        var (owner, line) = Assert.Single(await LinesAsync(component), line => line.Line.Action == "dead-letters list");
        Assert.Equal((Oin.Organization, "dead-letters", "begun"), (owner, line.Object, line.Result));
    }

    /// <summary>Neither the reason nor the event may be there: both may hold personal data.</summary>
    [Fact]
    public async Task Nothing_of_the_event_is_in_a_line()
    {
        await using var component = await WithLetterAsync();
        var letter = Assert.Single(await component.LettersAsync()).LetterId;
        await ReceivingComponent.CommandAsync(_folder, "replay", $"{letter}");

        Assert.DoesNotContain(await LinesAsync(component), line => line.Line.ToString().Contains("Moulin", StringComparison.Ordinal));
    }

    private async Task<ReceivingComponent> WithLetterAsync()
    {
        var component = await ReceivingComponent.StartAsync(_folder);
        component.Answer = _ => EventAnswer.Drop("van mevrouw Moulin");
        await component.DeliverAsync(ReceivingComponent.Event("een", ("type", "nl.voorbeeld.zaak.onbekend.v1"), ("data", "mevrouw Moulin")));
        return component;
    }

    private static async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> LinesAsync(ReceivingComponent component) =>
        [.. (await component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action.StartsWith("dead-letters", StringComparison.Ordinal))];
}
