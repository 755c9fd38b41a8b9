namespace CommonGround.Platform.Embedded;

/// <summary>Where the embedded building blocks keep their data. Section <c>Embedded</c>.</summary>
internal sealed class EmbeddedOptions
{
    public const string Section = "Embedded";

    /// <summary>
    /// The SQLite file with the state. Relative to the content root; default <c>.embedded/state.db</c>. Several components may
    /// name the same file: each sees its own keys only.
    /// </summary>
    public string File { get; set; } = ".embedded/state.db";

    /// <summary>
    /// The JSON file with the secrets. Relative to the content root; default <c>.embedded/secrets.json</c>. It is made, with new
    /// keys, where it does not exist.
    /// </summary>
    public string Secrets { get; set; } = ".embedded/secrets.json";

    /// <summary>The name of the secret that a new file gets, with the key "1": 32 random bytes as base64.</summary>
    public string NewSecret { get; set; } = "personal-data-keys";

    /// <summary>The app-id before each key, as Dapr puts it there. Default: the setting <c>Component:AppId</c>, else the application's name. It cannot contain <c>||</c>.</summary>
    public string AppId { get; set; } = "";

    /// <summary>
    /// How long a transaction waits for another process that writes the same file; default 5 seconds, at most a minute. After it the
    /// transaction has failed.
    /// </summary>
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How large the state file may become, in bytes; default 0, as large as the disk allows. Past it transactions fail as on a full
    /// disk, until something was deleted: a component on trial does not take the whole disk.
    /// </summary>
    public long LargestFile { get; set; }
}
