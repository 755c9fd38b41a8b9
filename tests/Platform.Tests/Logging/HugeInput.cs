using System.Text.Json;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whatever a name or a value is, logging raises nothing, its lines are bounded, and the request is unharmed (LDV-10).</summary>
public abstract class HugeInput
{
    private protected const int LongestLine = 16 * 1024;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected static string Huge { get; } = new('x', 5_000_000);

    private protected static async Task AssertBoundedAsync(LoggedComponent component, int atLeast)
    {
        var seal = component.App.Services.GetRequiredService<LineSeal>();
        var lines = await component.EntryLinesAsync();
        Assert.InRange(lines.Count, atLeast, int.MaxValue);
        Assert.All(lines, line =>
        {
            var owner = Oin.TryParse(line.Owner, out var tenant) ? tenant : Oin.Organization;
            var text = line.Kind == LineKind.Processing
                ? JsonSerializer.Serialize(seal.OpenProcessing(owner, line.Sealed), LoggingJson.Platform.ProcessingLine)
                : JsonSerializer.Serialize(seal.OpenAudit(owner, line.Sealed), LoggingJson.Platform.AuditLine);
            Assert.InRange(text.Length, 100, LongestLine);
        });
    }
}
