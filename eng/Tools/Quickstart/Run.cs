using System.Globalization;

namespace CommonGround.Tools.Quickstart;

/// <summary>The steps of the quickstart, in order.</summary>
public static class Run
{
    private const string Name = "Begrafenisplanner";

    public static async Task<int> MainAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var port = args switch
        {
            [] => 1337,
            ["--port", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 65535 => given,
            _ => 0,
        };
        if (port == 0)
        {
            await Console.Error.WriteLineAsync("Usage: dotnet run eng/quickstart.cs [-- --port N], with N from 1 to 65534.");
            return 2;
        }

        try
        {
            return await StartAsync(port);
        }
        catch (InvalidOperationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<int> StartAsync(int port)
    {
        Ports.CheckFree(port, $"Stop what uses it, or choose another: dotnet run eng/quickstart.cs -- --port {port + 100}");
        Ports.CheckFree(port + 1, $"Stop what uses it, or choose another: dotnet run eng/quickstart.cs -- --port {port + 100}");

        var repository = Repository.Root();
        var work = Directory.CreateDirectory(Path.Combine(repository, "artifacts", "quickstart")).FullName;
        var folder = Path.Combine(work, Name);
        if (Directory.Exists(folder))
        {
            Console.WriteLine($"{folder} is there already and is started as it is. Delete it to have it generated anew.");
        }
        else
        {
            var kit = new Kit(repository, work);
            Console.WriteLine("Packing the kit and installing it in a hive of its own …");
            await kit.InstallAsync();
            Console.WriteLine($"dotnet new cg-component -n {Name} …");
            await kit.GenerateAsync("cg-component", Name, folder);
        }

        Console.WriteLine("dotnet build …");
        await Shell.RunAsync(folder, "dotnet", "build");

        var token = new DevelopmentToken($"http://localhost:{port}");
        using var component = new Component(folder, Name, port, token);
        await component.WaitUntilReadyAsync();
        await NextSteps.WriteAsync(folder, port, token.Text());
        return await component.WaitForExitAsync();
    }
}
