using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.Embedded;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Start;

public sealed class StartupRefusalsTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_component_with_what_it_needs_starts()
    {
        var (code, _, error) = await StartAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.True(File.Exists(_folder.StateFile));
        Assert.True(File.Exists(_folder.SecretsFile));
    }

    [Fact]
    public async Task A_new_secret_file_has_the_secret_that_the_settings_name()
    {
        var (code, _, error) = await StartAsync("--Privacy:KeysSecret=andere-naam");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("\"andere-naam\"", await File.ReadAllTextAsync(_folder.SecretsFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_its_message_and_exit_code_1()
    {
        var (code, output, error) = await StartAsync("--environment=Production");

        Assert.Equal(1, code);
        Assert.StartsWith("The component does not start.", error, StringComparison.Ordinal);
        Assert.Contains("There is no Dapr sidecar", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_that_of_a_service_at_start()
    {
        Directory.CreateDirectory(_folder.StateFile);

        var (code, output, error) = await StartAsync();

        Assert.Equal(1, code);
        Assert.Contains(_folder.StateFile, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_are_all_settings_that_are_wrong()
    {
        var (code, output, error) = await StartAsync("--Embedded:LockWait=00:02:00", "--Embedded:AppId=a||b");

        Assert.Equal(1, code);
        Assert.Contains("Embedded:LockWait is", error, StringComparison.Ordinal);
        Assert.Contains("Embedded:AppId contains", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_failure_keeps_its_stack_trace()
    {
        var (code, _, error) = await StartAsync("--urls=http://127.0.0.1:1,http://127.0.0.1:nonsense");

        Assert.NotEqual(0, code);
        Assert.Contains("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_names_each_setting_once()
    {
        var (one, two) = (new OptionsValidationException("", typeof(string), ["een", "twee"]), new OptionsValidationException("", typeof(string), ["twee", "drie"]));

        Assert.Equal(["een", "twee", "drie"], StartupRefusals.Explain(new AggregateException(one, two))!.Split(Environment.NewLine));
        Assert.Null(StartupRefusals.Explain(new AggregateException(one, new InvalidOperationException())));
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(params string[] settings)
    {
        using var child = ChildProcess.Start(
            "start",
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", $"--Embedded:File={_folder.StateFile}",
                $"--Embedded:Secrets={_folder.SecretsFile}", .. settings,
            ]);
        return await child.EndAsync();
    }
}
