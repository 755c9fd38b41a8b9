using System.Diagnostics.CodeAnalysis;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>The processing activities of this component, as <c>processing-activities.json</c> has them. They are read at start (LDV-18).</summary>
internal sealed class ProcessingActivities
{
    public const string FileName = "processing-activities.json";

    private readonly Dictionary<string, ProcessingActivity> _byKey;
    private readonly string _file;

    /// <exception cref="StartupRefusedException">The file cannot be used; the message says what is wrong in it.</exception>
    public ProcessingActivities(ProcessingOptions options)
    {
        _file = Path.Combine(AppContext.BaseDirectory, options.ActivitiesFile);
        _byKey = ProcessingActivityFile.Read(_file).ToDictionary(activity => activity.Key, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<ProcessingActivity> All => _byKey.Values;

    public bool TryFind(string key, [NotNullWhen(true)] out ProcessingActivity? activity) => _byKey.TryGetValue(key, out activity);

    /// <param name="key">The activity.</param>
    /// <param name="usedBy">What names it, for the message.</param>
    /// <exception cref="StartupRefusedException">The file has no such activity.</exception>
    public ProcessingActivity Find(string key, string usedBy) =>
        TryFind(key, out var activity)
            ? activity
            : throw new StartupRefusedException(
                $"{usedBy} names the processing activity '{key}', which is not in {_file}. It has {string.Join(", ", _byKey.Keys.Order(StringComparer.Ordinal))}. " +
                "Correct the name, or add the activity to that file.");
}
