namespace CommonGround.Tools.Faults;

/// <summary>The component as it is generated, published, with days that last seconds.</summary>
/// <param name="Assembly">What is started.</param>
/// <param name="Settings">What all processes have in common.</param>
/// <param name="Token">What they accept in <c>Authorization</c>.</param>
internal sealed record Component(string Assembly, IReadOnlyDictionary<string, string> Settings, string Token)
{
    public const string AppId = "storing";

    /// <summary>After this time without a heartbeat a log is taken for left; for as long again it is watched before it is ended.</summary>
    public static readonly TimeSpan HeartbeatLife = TimeSpan.FromSeconds(1);

    /// <summary>Shorter than the longest fault of a store: transactions land late for real.</summary>
    public static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(0.3);

    public Component With(IReadOnlyDictionary<string, string> settings) => this with { Settings = Settings.Concat(settings).ToDictionary() };

    public static async Task<Component> BuildAsync(string work)
    {
        var kit = new Kit(Repository.Root(), work);
        await kit.InstallAsync();
        var generated = Path.Combine(work, "generated");
        await kit.GenerateAsync("cg-component", "Storing", generated);
        await Listener.AddAsync(generated);
        await MachineClock.AddAsync(generated);
        var published = Path.Combine(work, "component");
        await Shell.RunAsync(generated, "dotnet", "publish", "src/Component/Component.csproj", "-c", "Release", "-o", published);

        var token = new DevelopmentToken(AppId) { Age = 2 * Disturbance.ClockBack };
        return new Component(
            Path.Combine(published, "Storing.dll"),
            new Dictionary<string, string>(token.Settings)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",

                // A shell hands on no variable with a dot in its name. The heads of the logs are told at this level.
                ["Logging__LogLevel__CommonGround"] = "Information",
                ["Limits__RequestsPerSecond"] = "0",
                ["Audit__HeadInterval"] = "00:00:01",

                ["State__StoreTimeout"] = StoreTimeout.ToString(),
                ["State__AnswerTimeout"] = "00:00:01",
                ["State__ProbeInterval"] = "00:00:00.2",
                ["State__PageIds"] = "16",
                ["State__FoldEntries"] = "20",
                ["State__FoldQuiet"] = "00:00:00.2",
                ["State__HeartbeatInterval"] = "00:00:00.2",
                ["State__HeartbeatLife"] = HeartbeatLife.ToString(),
                ["State__LogLife"] = "00:00:10",
                ["State__LogEntries"] = "200",
                ["State__ArchiveAfter"] = "00:00:05",
            },
            token.Text());
    }
}
