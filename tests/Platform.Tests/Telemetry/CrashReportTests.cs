using System.Text;
using CommonGround.Platform.Tests.BuildingBlocks;
using Voorbeeld.Component.Tests.Rules;

namespace CommonGround.Platform.Tests.Telemetry;

/// <summary>A process that an exception ends says where it was thrown, and nothing of what the exception says (PRV-06).</summary>
public sealed class CrashReportTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("thread")]
    [InlineData("pool")]
    [InlineData("async")]
    [InlineData("service")]
    public async Task It_tells_types_and_stack_and_no_message(string where)
    {
        var (code, output, error) = await CrashAsync(where, "Production");

        Assert.True(where == "service" || code != 0, $"{code}");
        AssertSilent(output + error);
        Assert.Contains(nameof(InvalidOperationException), output + error, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(CrashingProcess).FullName}.Throw()", (output + error).Replace("\\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("kan niet", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_development_it_tells_the_message_without_the_number()
    {
        var (code, output, error) = await CrashAsync("thread", "Development");

        Assert.NotEqual(0, code);
        AssertSilent(output + error);
        Assert.Contains("Wat ********* vroeg, kan niet.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_nobody_awaits_ends_nothing_and_tells_nothing()
    {
        var (code, output, error) = await CrashAsync("forgotten", "Production");

        Assert.Equal((0, ""), (code, error));
        AssertSilent(output);
    }

    private static void AssertSilent(string text) => Assert.Null(Canary.FoundIn(Encoding.UTF8.GetBytes(text)));

    private static async Task<(int Code, string Output, string Error)> CrashAsync(string where, string environment)
    {
        using var child = ChildProcess.Start(
            "crash", where, $"--environment={environment}", "--urls=http://127.0.0.1:0", "--Management:Address=127.0.0.1", "--Management:Port=0");
        return await child.EndAsync();
    }
}
