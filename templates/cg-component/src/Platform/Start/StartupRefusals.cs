using CommonGround.Platform.BuildingBlocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Start;

/// <summary>Prints why a component refuses to start: the message on standard error, exit code 1, and no stack trace.</summary>
/// <remarks>
/// It listens for the unhandled exception instead of catching it in Program.cs: there a <c>catch</c> would also hide the refusal
/// from a test that starts the component in its own process.
/// </remarks>
internal static class StartupRefusals
{
    private static int s_listening;

    public static WebApplicationBuilder AddStartupRefusals(this WebApplicationBuilder builder)
    {
        // The host logs what it throws from its start, with a stack trace. It still logs a background service that brings it down.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        if (Interlocked.Exchange(ref s_listening, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Report(unhandled.ExceptionObject);
        }

        return builder;
    }

    /// <summary>Tries all settings at once. The host would stop at the first service that asks for a wrong one.</summary>
    /// <exception cref="OptionsValidationException">One group of settings is wrong.</exception>
    /// <exception cref="AggregateException">Several groups are.</exception>
    public static WebApplication CheckSettings(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    /// <summary>The text to print for an exception that refuses the start, or <see langword="null"/> for any other.</summary>
    public static string? Explain(object exception) => exception switch
    {
        StartupRefusedException or SecretMissingException => ((Exception)exception).Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message} Another program listens there, perhaps a component that still runs. Stop it, or choose another address: "
                + "start with --urls http://localhost:1400, or set ASPNETCORE_URLS.",
        AggregateException several when several.InnerExceptions.All(inner => Explain(inner) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.SelectMany(inner => Explain(inner)!.Split(Environment.NewLine)).Distinct()),
        _ => null,
    };

    private static void Report(object exception)
    {
        if (Explain(exception) is { } explanation)
        {
            Console.Error.WriteLine($"The component does not start.{Environment.NewLine}{explanation}");
            Environment.Exit(1);
        }
    }
}
