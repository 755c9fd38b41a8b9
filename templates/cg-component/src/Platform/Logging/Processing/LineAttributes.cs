using System.Collections.Frozen;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>The attributes that a processing line may have: those of the standard, and no other (LDV-15).</summary>
internal static class LineAttributes
{
    public const string Activity = "dpl.core.processing_activity_id";
    public const string Subject = "dpl.core.data_subject_id";
    public const string SubjectType = "dpl.core.data_subject_id_type";
    public const string Processor = "dpl.core.foreign_operation.processor";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionStack = "exception.stacktrace";

    /// <summary>The longest value in characters; what is longer is cut off (LDV-10).</summary>
    public const int LongestValue = 1024;

    /// <summary>Of a stack.</summary>
    public const int LongestStack = 8192;

    private static readonly FrozenSet<string> s_allowed =
        new[] { Activity, Subject, SubjectType, Processor, ExceptionType, ExceptionMessage, ExceptionStack }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>What of the tags goes into the line: never an empty value, never one that is too long.</returns>
    public static Dictionary<string, string> Of(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (s_allowed.Contains(name) && value is string { Length: > 0 } text)
            {
                attributes[name] = Excerpt.Of(text, name == ExceptionStack ? LongestStack : LongestValue);
            }
        }

        return attributes;
    }
}
