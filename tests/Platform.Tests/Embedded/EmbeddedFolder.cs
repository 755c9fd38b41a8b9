using CommonGround.Platform.Embedded;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Embedded;

/// <summary>A folder of one test, with the embedded building blocks on it; it is removed with what is in it.</summary>
internal sealed class EmbeddedFolder : IDisposable
{
    private readonly List<SqliteStateStore> _stores = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("cg-embedded-").FullName;

    public string StateFile => Path.Combine(Root, "data", "state.db");

    public string SecretsFile => Path.Combine(Root, "data", "secrets.json");

    public static SqliteStateStore Open(string file, string app = "app", TimeProvider? time = null, ILogger<SqliteStateStore>? logger = null) =>
        Open(new EmbeddedOptions { File = file, AppId = app }, time, logger);

    public static SqliteStateStore Open(EmbeddedOptions options, TimeProvider? time = null, ILogger<SqliteStateStore>? logger = null) =>
        new(
            new SqliteFile(Options.Create(options)),
            Options.Create(options),
            time ?? TimeProvider.System,
            logger ?? NullLogger<SqliteStateStore>.Instance);

    public static string Mode(string path) => OperatingSystem.IsWindows()
        ? throw new PlatformNotSupportedException()
        : string.Join(", ", File.GetUnixFileMode(path).ToString().Split(", ").Order());

    public SqliteStateStore Store(string app = "app", TimeProvider? time = null, ILogger<SqliteStateStore>? logger = null)
    {
        var store = Open(StateFile, app, time, logger);
        _stores.Add(store);
        return store;
    }

    public SecretFile Secrets() =>
        new(Options.Create(new EmbeddedOptions { Secrets = SecretsFile }));

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        Directory.Delete(Root, recursive: true);
    }
}
