using System.Diagnostics;

namespace CommonGround.Sidecar.Tests.Components.Production;

/// <summary>
/// The component as an image has it: published for release, without the embedded building blocks, in the environment Production, with tokens
/// of an issuer. It is published once per run, into a folder of its own.
/// </summary>
public sealed class PublishedComponent : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cg-published-");
    private LoopbackIssuer? _issuer;

    /// <summary>Why it cannot be run here, or <see langword="null"/>.</summary>
    public static string? Absent =>
        !OperatingSystem.IsLinux() ? "The issuer's certificate is trusted by SSL_CERT_FILE, which only Linux reads."
        : !File.Exists(Project) ? $"{Project} is not there: these tests run apart from the sources."
        : null;

    private static string Project => DevelopmentRun.Built("ComponentProject");

    private string Output => Path.Combine(_folder.FullName, "out");

    private string Certificates => Path.Combine(_folder.FullName, "issuer.pem");

    public async ValueTask InitializeAsync()
    {
        if (Absent is not null)
        {
            return;
        }

        await PublishAsync();
        _issuer = await LoopbackIssuer.StartAsync();
        await File.WriteAllTextAsync(Certificates, _issuer.TrustedPem);
    }

    public async ValueTask DisposeAsync()
    {
        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    internal ComponentRun With(IEnumerable<(string Name, string Value)> settings) => new(
        Path.Combine(Output, "Voorbeeld.Component.dll"),
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("SSL_CERT_FILE", Certificates), ("Authentication__Schemes__Bearer__Authority", _issuer!.Address),
            ("Authentication__Schemes__Bearer__ValidAudiences__0", LoopbackIssuer.Audience), .. settings,
        ],
        _issuer.Token);

    private async Task PublishAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", Project, "-c", "Release", "-p:Embedded=false", "--artifacts-path", Path.Combine(_folder.FullName, "build"), "-o", Output, "--nologo", "-v", "q"])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
    }
}
