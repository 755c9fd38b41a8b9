using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CommonGround.Tools;

namespace CommonGround.Pack.Tests.Infra;

/// <summary>A component that runs in Development on free ports of loopback, with its data in a folder of its own.</summary>
internal sealed partial class RunningComponent : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DevelopmentToken _token;
    private readonly DirectoryInfo? _ownData;

    private RunningComponent(ProcessStartInfo start, DevelopmentToken token, DirectoryInfo? ownData)
    {
        (_token, _ownData) = (token, ownData);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The component ended:\n{Output}"));
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="component">Built.</param>
    /// <param name="folder">Where its data is and stays; without it the data is gone afterwards.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message has what it printed.</exception>
    public static async Task<RunningComponent> StartAsync(Generated component, string? folder = null)
    {
        var token = new DevelopmentToken("http://localhost:1337");
        var own = folder is null ? Directory.CreateTempSubdirectory("commonground-data-") : null;
        var data = folder ?? own!.FullName;
        var start = Command.Start(
            component.Folder, "dotnet", "run", "--no-build", "--no-launch-profile", "--project", Path.Combine("src", "Component"));
        var settings = new Dictionary<string, string>(token.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Management__Port"] = "0",
            ["Embedded__File"] = Path.Combine(data, "state.db"),
            ["Embedded__Secrets"] = Path.Combine(data, "secrets.json"),
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var running = new RunningComponent(start, token, own);
        running._process.Start();
        running._process.StandardInput.Close();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        try
        {
            await running._address.Task.WaitAsync(TestContext.Current.CancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client; with scopes it has a token that has them.</summary>
    public async Task<HttpClient> ClientAsync(params string[] scopes)
    {
        var client = new HttpClient { BaseAddress = await _address.Task };
        if (scopes.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token.Text(scopes));
        }

        return client;
    }

    /// <summary>Ends it with SIGKILL: it gets no chance to finish anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _ownData?.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Append(line).Append('\n');
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
