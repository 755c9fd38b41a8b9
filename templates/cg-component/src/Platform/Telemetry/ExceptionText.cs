using System.Text;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// An exception for the log: types and stack of it and of those inside it, without their messages. A message is written by
/// whoever throws, and many quote the value that was wrong.
/// </summary>
internal static class ExceptionText
{
    // Deeper nesting tells nothing more, and an aggregate may hold very many.
    private const int MaxDepth = 8;

    public static string WithoutMessages(Exception exception)
    {
        var text = new StringBuilder();
        Write(text, exception, 0);

        // A stack is made of names, unless its exception writes it itself.
        return Redaction.Mask(text.ToString());
    }

    private static void Write(StringBuilder text, Exception exception, int depth)
    {
        text.Append(exception.GetType().FullName);
        if (StackOf(exception) is { } stack)
        {
            text.AppendLine().Append(stack);
        }

        if (depth < MaxDepth && exception.InnerException is { } inner)
        {
            text.AppendLine().Append(" ---> ");
            Write(text, inner, depth + 1);
        }
    }

    // An exception may write its stack itself, and fail at it: what is logged about a fault is no second one (LDV-10).
    private static string? StackOf(Exception exception)
    {
        try
        {
            return exception.StackTrace;
        }
        catch (Exception e)
        {
            return $"   (its stack cannot be read: {e.GetType().Name})";
        }
    }
}
