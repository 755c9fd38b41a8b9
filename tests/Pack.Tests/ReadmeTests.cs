using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>README's commands, walked in a copy of the repository.</summary>
public sealed partial class ReadmeTests(Kit kit)
{
    private static string[] Commands =>
        [.. CommandBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))
            .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    [Fact]
    public void The_tests_are_run_by_the_command_that_it_names()
    {
        Assert.Equal("dotnet test", Commands[^1]);
        Assert.Contains(" dotnet test ", File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quickstart_gives_a_call_that_works_and_runs_again_after_Ctrl_C()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Ctrl-C is sent to a process group, which this test makes with setsid.");
        var (copy, data) = (kit.NewFolder(), kit.NewFolder());
        await Repository.CopyAsync(copy);
        for (var run = 0; run < 2; run++)
        {
            await using var quickstart = await Quickstart.RunAsync(copy, Assert.Single(Commands[..^1]), data);

            Assert.Equal(HttpStatusCode.Created, await CallAsync(quickstart.Output));
            Assert.Equal(0, await quickstart.PressCtrlCAsync());
        }

        Assert.NotEmpty(Directory.GetDirectories(Path.Combine(data, "dotnet", "runfile")));
    }

    /// <summary>Sends what the printed curl line says.</summary>
    private static async Task<HttpStatusCode> CallAsync(string output)
    {
        var call = PrintedCall().Match(output);
        Assert.True(call.Success, output);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Groups["url"].Value);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Groups["token"].Value);
        request.Content = new StringContent(File.ReadAllText(call.Groups["body"].Value), Encoding.UTF8, call.Groups["type"].Value);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CommandBlock();

    [GeneratedRegex("""^curl -i "(?<url>[^"]+)" -H "Authorization: Bearer (?<token>[^"]+)" -H "Content-Type: (?<type>[^"]+)" -d "@(?<body>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex PrintedCall();
}
