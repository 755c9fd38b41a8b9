using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// The readable console of Development, through <see cref="Redaction"/>. It keeps the messages of exceptions, which a developer
/// needs and which may quote what was wrong: so the whole text is masked.
/// </summary>
internal sealed class MaskedConsoleFormatter(IServiceProvider services) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "commonground-masked";

    // Not asked for by the constructor: this formatter is itself one of all that are.
    private readonly Lazy<ConsoleFormatter> _simple = new(
        () => services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == ConsoleFormatterNames.Simple));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _simple.Value.Write(logEntry, scopeProvider, text);
        textWriter.Write(Redaction.Mask(text.ToString()));
    }
}
