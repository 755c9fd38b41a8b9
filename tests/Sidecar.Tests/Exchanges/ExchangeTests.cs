namespace CommonGround.Sidecar.Tests.Exchanges;

/// <summary>The stand-in answers and delivers as the recorded sidecar did, but for what is listed with the reason.</summary>
public class ExchangeTests
{
    public static TheoryData<string> Files => [.. ExchangeFile.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_stand_in_does_what_was_recorded_or_is_listed(string file)
    {
        var exchanges = ExchangeFile.Read(file);
        await using var world = World.Of(file, exchanges);
        using var replay = new Replay(world);

        var differences = await replay.RunAsync(exchanges);

        var listed = NotImitated.Of(file);
        var broken = differences.Where(difference => !listed.Contains((difference.Key.Group, difference.Key.Number)))
            .Select(difference => $"{difference.Key}: {difference.Value}");
        var working = exchanges.Where(exchange => listed.Contains((exchange.Group, exchange.Number)) && !differences.ContainsKey(exchange))
            .Select(exchange => $"{exchange}: listed, and it works");
        var strangers = listed.Where(entry => !exchanges.Any(exchange => (exchange.Group, exchange.Number) == entry))
            .Select(entry => $"{file} | {entry.Group} | {entry.Number}: listed, and there is no such exchange");
        var unexpected = (world.App?.Unexpected ?? []).Where(came => !world.Expects(came)).Select(came => $"{file} | not recorded: {came}");
        string[] wrong = [.. broken, .. working, .. strangers, .. unexpected];
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }
}
