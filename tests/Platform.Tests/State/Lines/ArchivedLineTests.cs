using CommonGround.Platform.State.Archiving;

namespace CommonGround.Platform.Tests.State.Lines;

public sealed class ArchivedLineTests
{
    private readonly ShiftedTime _time = new();
    private readonly FaultyStore _store;

    public ArchivedLineTests() => _store = new FaultyStore(_time);

    [Fact]
    public async Task The_lines_of_a_person_are_found_until_their_retention_ends_wherever_they_are()
    {
        await using (var left = await StateHost.StartAsync(_store))
        {
            await left.CommitAsync(left.Line("bram", Persons.Now), left.Line("anna", Persons.Now));
            await left.CommitAsync(left.Line("anna", Persons.Now + 1000), left.Line(null, Persons.Now));
            await left.KillAsync();
        }

        var log = Assert.Single(_store.Registered().Logs).Id;
        await using var host = await StateHost.StartAsync(_store);
        await CheckAsync(host);
        await host.DrainAsync(log);
        await CheckAsync(host);
        _time.Pass(TimeSpan.FromDays(1));
        await host.ArchiveAsync();
        Assert.True(_store.Drained(log)!.IsArchived);
        await CheckAsync(host);

        _time.Pass(new RetentionOptions().Processing);
        await host.ArchiveAsync();

        Assert.Empty((await host.FindAsync("anna")).Items);
        Assert.Empty(_store.Pages());
    }

    private static async Task CheckAsync(StateHost host)
    {
        var found = await host.FindAllAsync("anna", 1);
        var lines = await host.Get<LineReader>().ReadAsync(Tenants.One, found, TestContext.Current.CancellationToken);
        Assert.Equal([$"anna@{Persons.Now + 1000}", $"anna@{Persons.Now}"], found.Select(reference => lines[reference].Sealed));
    }
}
