using System.Diagnostics;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>Gives a span the status and the attributes of the standard.</summary>
internal static class SpanAttributes
{
    /// <summary>Stands for the message of an exception that is not the platform's: whoever wrote it may have quoted a name or a number in it.</summary>
    public const string NoMessage = "Het bericht van deze fout is niet vastgelegd: het kan persoonsgegevens bevatten.";

    public static void Set(Activity span, ProcessingActivity activity, string? subject, string? processor, ActOutcome outcome)
    {
        var failure = outcome.IsError ? outcome.Failure : null;
        span.SetStatus(outcome.Status);
        span.SetTag(LineAttributes.Activity, activity.Uri.OriginalString);
        span.SetTag(LineAttributes.Subject, subject);
        span.SetTag(LineAttributes.SubjectType, subject is null ? null : SubjectPseudonyms.Type);
        span.SetTag(LineAttributes.Processor, processor);
        span.SetTag(LineAttributes.ExceptionType, failure?.GetType().FullName);
        span.SetTag(LineAttributes.ExceptionMessage, failure is null ? null : Message(failure));
        span.SetTag(LineAttributes.ExceptionStack, failure is null ? null : ExceptionText.WithoutMessages(failure));
    }

    private static string Message(Exception failure) =>
        failure.GetType().Assembly == typeof(SpanAttributes).Assembly ? Redaction.Mask(failure.Message) : NoMessage;
}
