using System.Diagnostics;
using System.Text.Json.Nodes;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.LocalDapr;

/// <summary><c>dotnet run dapr/start.cs</c>, in a copy of the folder.</summary>
public sealed class StartFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dapr-start-").FullName;

    public StartFileTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "dapr"));
        Directory.CreateDirectory(Path.Combine(_root, "bin"));
        foreach (var file in new[] { "start.cs", "dapr.yaml" })
        {
            File.Copy(Path.Combine(DaprFile.Folder, file), Path.Combine(_root, "dapr", file));
        }
    }

    private string Secrets => Path.Combine(_root, ".dapr", "secrets.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task It_makes_the_keys_once_and_shows_none()
    {
        var (code, output) = await RunAsync("prepare");
        var made = await File.ReadAllTextAsync(Secrets, TestContext.Current.CancellationToken);
        await RunAsync("prepare");

        Assert.Equal((0, ""), (code, output));
        Assert.Equal(made, await File.ReadAllTextAsync(Secrets, TestContext.Current.CancellationToken));
        var keys = JsonNode.Parse(made)![new PrivacyOptions().KeysSecret]!.AsObject();
        Assert.Equal(32, SecretKeys.Read(keys.ToDictionary(key => key.Key, key => (string)key.Value!))[1].Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secrets));
        }
    }

    [Fact]
    public async Task It_gives_the_sidecar_a_token_of_its_own_and_passes_the_end_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for the Dapr CLI is a shell script.");
        var cli = Path.Combine(_root, "bin", "dapr");
        await File.WriteAllTextAsync(cli, "#!/bin/sh\necho \"$PWD|$*|$APP_API_TOKEN\"\nexit 7\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var (code, first) = await RunAsync();
        var (_, second) = await RunAsync();

        Assert.Equal(7, code);
        Assert.StartsWith($"{_root}|run -f {Path.Combine(_root, "dapr", "dapr.yaml")}|", first, StringComparison.Ordinal);
        Assert.Matches(@"\|[0-9A-F]{64}\n?$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Without_the_cli_it_says_where_to_get_it()
    {
        var (code, output) = await RunAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("The Dapr CLI is not on the path.", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["run", Path.Combine(_root, "dapr", "start.cs"), "--", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _root,
        };
        start.Environment.Remove("APP_API_TOKEN");
        start.Environment["PATH"] = $"{Path.Combine(_root, "bin")}{Path.PathSeparator}{start.Environment["PATH"]}";
        using var run = Process.Start(start)!;
        var (output, error) = (
            run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.ExitCode, await output + await error);
    }
}
