namespace CommonGround.Sidecar.Tests.Contracts.Embedded;

/// <summary>The building blocks inside the process, on files of its own.</summary>
public sealed class EmbeddedPlace : Place
{
    private static readonly string s_secrets =
        $$$"""{"proefgeheim":{"eerste":"een","tweede":"twee"},"leeg":"","personal-data-keys":{"1":"{{{PersonalDataKey}}}"}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cg-contract-");

    protected override async Task<IEnumerable<(string Name, string? Value)>> SettingsAsync()
    {
        var secrets = Path.Combine(_folder.FullName, "secrets.json");
        await File.WriteAllTextAsync(secrets, s_secrets);
        return
        [
            ("Embedded:File", Path.Combine(_folder.FullName, "state.db")), ("Embedded:Secrets", secrets), ("Embedded:Events:Tries", "4"),
            ("Embedded:Events:FirstPause", "00:00:00.01"), ("Embedded:Events:LongestPause", "00:00:00.05"),
        ];
    }

    protected override Task EndAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
