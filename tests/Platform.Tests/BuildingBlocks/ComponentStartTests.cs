using System.Net;
using System.Net.Sockets;
using CommonGround.Platform.Tests.Embedded;

namespace CommonGround.Platform.Tests.BuildingBlocks;

/// <summary>What the component of the template says when it cannot start: one message, exit code 1, no stack trace.</summary>
public sealed class ComponentStartTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_setting_that_cannot_be_read_and_every_other_wrong_one_is_named()
    {
        var error = await RefusalAsync(
            "--Tenancy:Mode=Many",
            "--Limits:Burst=veel",
            "--Limits:BodyBytes=99999999999",
            "--State:StoreTimeout=vijf",
            "--Management:Port=70000",
            "--Authentication:Schemes:Bearer:RefreshInterval=kort",
            "--Privacy:KeysSecret= ");

        Assert.Equal(
            [
                "Authentication:Schemes:Bearer:RefreshInterval is 'kort'. Set it to a time, such as 00:00:05.",
                "Limits:BodyBytes is '99999999999'. Set it to a whole number that fits in Int32.",
                "Limits:Burst is 'veel'. Set it to a whole number that fits in Int32.",
                "Management:Port must be 0 to 65535, where 0 is any free port.",
                "Privacy:KeysSecret is empty. Name the secret that holds the keys for personal data, such as 'personal-data-keys'.",
                "State:StoreTimeout is 'vijf'. Set it to a time, such as 00:00:05.",
                "Tenancy:Mode is 'Many'. Set it to Single or Claim.",
                "The component does not start.",
            ],
            error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_limit_out_of_range_hides_no_other_setting()
    {
        var error = await RefusalAsync("--Limits:BodyBytes=1", "--Management:Port=70000");

        Assert.Contains("Limits:BodyBytes is 1; it must lie between 1024", error, StringComparison.Ordinal);
        Assert.Contains("Management:Port must be", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_processing_activities_that_is_not_there_is_named()
    {
        var error = await RefusalAsync("--Processing:ActivitiesFile=bestaat-niet.json");

        Assert.Contains("bestaat-niet.json cannot be read (FileNotFoundException). It names what personal data is used for", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named_with_how_to_choose_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        var error = await RefusalAsync($"--urls={address}");

        Assert.Contains($"address {address}: address already in use.", error, StringComparison.Ordinal);
        Assert.Contains("--urls", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_dead_letters_prints_its_result_and_nothing_else_and_opens_no_port()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        using var child = ChildProcess.StartComponent(
            "dead-letters", "list", "--environment=Development", $"--Management:Port={port}", $"--Embedded:File={_folder.StateFile}",
            $"--Embedded:Secrets={_folder.SecretsFile}");
        var (code, output, _) = await child.EndAsync();

        Assert.Equal((0, "0 dead letters"), (code, output.Trim()));
    }

    private async Task<string> RefusalAsync(params string[] settings)
    {
        using var child = ChildProcess.StartComponent(
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", "--Management:Port=0", $"--Embedded:File={_folder.StateFile}",
                $"--Embedded:Secrets={_folder.SecretsFile}", .. settings,
            ]);
        var (code, output, error) = await child.EndAsync();

        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        return error;
    }
}
