using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>The error object of an inway or outway (FSC-06).</summary>
/// <param name="Domain">Such as <c>ERROR_DOMAIN_INWAY</c>.</param>
/// <param name="Code">Such as <c>ERROR_CODE_SERVICE_UNREACHABLE</c>: what the header says.</param>
internal sealed partial record FscError(string Domain, string Code)
{
    public const string Unknown = "unknown";

    /// <summary>
    /// A service that was away may come back, and a transaction log that failed to write may work again (FSC-05). What a token, a contract
    /// or a name is refused for stays refused.
    /// </summary>
    public bool IsRetryable(HttpStatusCode status) =>
        Code.EndsWith("TRANSACTION_LOG_WRITE_ERROR", StringComparison.Ordinal)
        || Code.EndsWith("SERVICE_UNREACHABLE", StringComparison.Ordinal)
        || status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Reads what it can: the header alone makes it an error.</summary>
    public static FscError Read(string header, ReadOnlyMemory<byte> body)
    {
        var domain = Unknown;
        try
        {
            using var error = JsonDocument.Parse(body);
            domain = Text(error.RootElement, "domain");
        }
        catch (JsonException)
        {
            // A gateway between may have put a page of its own here.
        }

        return new(Name(domain), Name(header));
    }

    private static string Text(JsonElement error, string member) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>It stands in messages and metrics, so it is one of their words or nothing.</summary>
    private static string Name(string text) => Word().IsMatch(text) ? text : Unknown;

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,79}\z")]
    private static partial Regex Word();
}
