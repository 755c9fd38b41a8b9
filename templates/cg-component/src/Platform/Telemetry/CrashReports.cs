using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// What a component says when an exception that nobody catches ends it: types and stack, on standard error. The runtime would print the messages
/// too, and whoever wrote those may have quoted a number of a person (PRV-06). Standard error is kept as the log is.
/// </summary>
/// <remarks>
/// The runtime prints after it has told whoever listens. Here the process ends before that, as it would have: at once, without a clean-up, and
/// with its exit code. Development sees the messages, as in its log, without what looks like a BSN or a token.
/// </remarks>
internal static class CrashReports
{
    private static int s_listening;

    public static WebApplicationBuilder AddCrashReports(this WebApplicationBuilder builder)
    {
        if (Interlocked.Exchange(ref s_listening, 1) == 0)
        {
            var tellsMessages = builder.Environment.IsDevelopment();
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Environment.FailFast(Write(unhandled.ExceptionObject, tellsMessages));
        }

        return builder;
    }

    /// <param name="thrown">What nobody caught: anything can be thrown, though .NET throws exceptions only.</param>
    /// <param name="tellsMessages">Whether messages are told, masked.</param>
    public static string Write(object thrown, bool tellsMessages) =>
        $"An exception that nobody caught ends the component.{Environment.NewLine}" +
        (tellsMessages ? Redaction.Mask($"{thrown}") : thrown is Exception exception ? ExceptionText.WithoutMessages(exception) : thrown.GetType().FullName);
}
