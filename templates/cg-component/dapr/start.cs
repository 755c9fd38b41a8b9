// The component beside a Dapr sidecar, on this machine: makes what is missing and runs `dapr run -f dapr/dapr.yaml`.
//
//   dotnet run dapr/start.cs               needs the Dapr CLI, after `dapr init`
//   dotnet run dapr/start.cs -- prepare    only makes what is missing in .dapr/, for those who run `dapr` themselves
//
// In .dapr/, which git ignores: the secret with the keys for personal data, the state, and the names of the sidecars. The token with
// which the sidecar shows itself to the component is new each time, and is written nowhere.

#:property PublishAot=false

using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

const string TokenVariable = "APP_API_TOKEN";

var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
var folder = Path.Combine(root, ".dapr");
var secrets = Path.Combine(folder, "secrets.json");

if (OperatingSystem.IsWindows())
{
    Directory.CreateDirectory(folder);
}
else
{
    Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}

if (!File.Exists(secrets))
{
    var keys = new Dictionary<string, Dictionary<string, string>>
    {
        ["personal-data-keys"] = new() { ["1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) },
    };
    var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
    if (!OperatingSystem.IsWindows())
    {
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    }

    using var file = new StreamWriter(secrets, options);
    file.WriteLine(JsonSerializer.Serialize(keys));
}

if (args is ["prepare"])
{
    return 0;
}

if (args.Length > 0)
{
    Console.Error.WriteLine($"'{args[0]}' is not known here. Start without an argument, or with: prepare");
    return 1;
}

// Ctrl-C reaches dapr as well; its end is waited for, so that nothing stays behind.
Console.CancelKeyPress += static (_, pressed) => pressed.Cancel = true;

var start = new ProcessStartInfo("dapr", ["run", "-f", Path.Combine(root, "dapr", "dapr.yaml")]) { WorkingDirectory = root };
if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TokenVariable)))
{
    start.Environment[TokenVariable] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
}

try
{
    using var dapr = Process.Start(start)!;
    dapr.WaitForExit();
    return dapr.ExitCode;
}
catch (Win32Exception)
{
    Console.Error.WriteLine("The Dapr CLI is not on the path. Install it (https://docs.dapr.io/getting-started/install-dapr-cli/), and run 'dapr init' once.");
    return 1;
}
