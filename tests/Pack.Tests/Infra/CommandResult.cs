namespace CommonGround.Pack.Tests.Infra;

/// <summary>How a command ended and what it printed, both streams together.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"`{Command}` ended with {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>It failed, and said why in these words.</summary>
    public CommandResult Refused(string reason)
    {
        Assert.True(ExitCode != 0, $"`{Command}` succeeded:\n{Output}");
        Assert.Contains(reason, Output, StringComparison.Ordinal);
        return this;
    }
}
