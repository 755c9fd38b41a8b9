using System.ComponentModel;
using System.Diagnostics;

namespace CommonGround.Platform.Tests.OpenApi;

/// <summary>The linter, installed in a folder of its own for one run of the tests; where it cannot be, <see cref="Missing"/> says why.</summary>
public sealed class Spectral : IAsyncLifetime
{
    private const string Package = "@stoplight/spectral-cli@6.16.3";

    private const string RulesetsVariable = "ADR_RULESETS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spectral-");
    private DirectoryInfo? _rulesets;

    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _rulesets = FindRulesets();
        if (_rulesets is null)
        {
            Missing = $"Set {RulesetsVariable} to a folder with Logius' rules for the linter, of github.com/Logius-standaarden/API-Design-Rules: "
                + "adr-ruleset-2.1.0.yaml (linter/spectral.yml of v2.1.0) and adr-ruleset-2.2.0.yaml (media/linter.yaml of v2.2.0-rc.1).";
            return;
        }

        try
        {
            var (exitCode, output) = await RunAsync("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", _folder.FullName, Package);
            Missing = exitCode == 0 ? null : $"npm could not install {Package}: {output}";
        }
        catch (Win32Exception)
        {
            Missing = "npm is not there.";
        }
    }

    public async Task<(int ExitCode, string Findings)> LintAsync(string ruleset, string document)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        var main = Path.Combine(_folder.FullName, "node_modules", "@stoplight", "spectral-cli", "dist", "index.js");
        return await RunAsync("node", main, "lint", "--fail-severity", "warn", "--ruleset", Path.Combine(_rulesets!.FullName, ruleset), file);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The folder that the variable names, or <c>shared/standards</c> beside the repository.</summary>
    private static DirectoryInfo? FindRulesets()
    {
        if (Environment.GetEnvironmentVariable(RulesetsVariable) is { Length: > 0 } given)
        {
            return new DirectoryInfo(given);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CommonGround.Templates.slnx")) && folder.Parent is { } parent)
            {
                var rulesets = new DirectoryInfo(Path.Combine(parent.FullName, "shared", "standards"));
                return rulesets.Exists ? rulesets : null;
            }
        }

        return null;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string file, params string[] arguments)
    {
        // On Windows npm is a script, which only the shell finds.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", file, .. arguments])
            : new ProcessStartInfo(file, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
