using System.Text.Json.Nodes;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Tests.Events;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whoever has a dead letter shown sees somebody's data: that is durable before anything is printed.</summary>
public sealed class ShownLetterTests : IAsyncLifetime
{
    private LoggedComponent _component = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _component = await EventedDossiers.StartAsync(() => EventAnswer.Drop("nee"));

    public ValueTask DisposeAsync() => _component.DisposeAsync();

    [Theory]
    [InlineData("""{"naam":"Jansen","hoofdpersoon":"999993653"}""")]
    [InlineData("""{"hoofdpersoon":"999993653"}""")]
    [InlineData("""{"naam":5,"betrokkenen":[{"bsn":"999993653"},null]}""")]
    public async Task It_is_a_line_about_whom_its_data_is_about_also_where_no_handler_could_take_it(string data)
    {
        var letter = await PutAsync(data);

        var (code, output) = await ShowAsync(letter);

        Assert.Equal(0, code);
        Assert.Contains(Persons.One.Reveal(), output, StringComparison.Ordinal);
        var line = (await _component.LinesAsync())[^1];
        Assert.Equal(
            ("Toon de niet verwerkte gebeurtenis " + ReceivingComponent.Closed, "Ok", DossiersApi.ActivityUri, _component.SubjectOfOne()),
            (line.Line.Name, line.Line.Status, line.Activity, line.Subject));
        Assert.Equal(LoggedComponent.Tenant.ToString(), line.Entry.Owner);
        Assert.Null(line.Processor);
    }

    [Fact]
    public async Task Where_that_cannot_be_nothing_is_printed()
    {
        var letter = await PutAsync("""{"naam":"Jansen","hoofdpersoon":"999993653"}""");
        var before = (await _component.LinesAsync()).Count;

        // The line of the security log lands, and that of the processing does not.
        var commits = 0;
        _component.Store.OnTransact = operations =>
            operations.Any(operation => operation.Key.StartsWith("_/", StringComparison.Ordinal) && long.TryParse(operation.Key.Split('/')[^1], out _)) && ++commits > 1
                ? Fault.NotLanded
                : Fault.None;

        var (code, output) = await ShowAsync(letter);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(before, (await _component.LinesAsync()).Count);
    }

    [Fact]
    public async Task Of_an_event_that_nothing_takes_there_is_no_line()
    {
        var letter = await PutAsync("""{"naam":"Jansen"}""", "nl.voorbeeld.zaak.onbekend.v1");

        Assert.Equal(0, (await ShowAsync(letter)).Code);

        Assert.Empty(await _component.LinesAsync());
    }

    private async Task<Guid> PutAsync(string data, string type = ReceivingComponent.Closed)
    {
        Assert.Equal("DROP", await _component.DeliverAsync("een", ("data", JsonNode.Parse(data)), ("type", type)));
        var letters = await _component.App.Services.GetRequiredService<DeadLetterStore>().ListAsync(LoggedComponent.Tenant, null, 10, Cancel);
        return Assert.Single(letters.Items).Data.LetterId;
    }

    private async Task<(int Code, string Output)> ShowAsync(Guid letter)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await _component.App.Services.GetRequiredService<DeadLetterCommand>()
            .RunAsync(new DeadLetterArguments("show", LoggedComponent.Tenant, letter), output, error, Cancel);
        Assert.Equal(code != 0, error.ToString().StartsWith("State does not answer", StringComparison.Ordinal));
        return (code, output.ToString());
    }
}
