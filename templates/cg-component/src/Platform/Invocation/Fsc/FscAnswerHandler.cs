using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Tells an error of inway or outway from an answer of the service, on each try (FSC-06, FSC-07).</summary>
internal sealed partial class FscAnswerHandler(string client, FscServiceOptions options, ILogger<FscAnswerHandler> logger) : DelegatingHandler
{
    private const int LargestError = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (Header(answer, FscHeaders.ErrorCode) is not { } code)
        {
            return answer;
        }

        using (answer)
        {
            var error = FscError.Read(code, await BodyAsync(answer, cancellationToken));
            var transaction = Header(request, FscHeaders.TransactionId);
            Log.Refused(logger, client, options.Service, error.Code, error.Domain, (int)answer.StatusCode, transaction, error.Message);
            throw new FscException(options.Service, error, answer.StatusCode, transaction);
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(LargestError, cancellationToken);
            return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            // The header has said what it is; an error object that is cut off or far too long adds nothing.
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Client} (FSC service {Service}) was not reached: {Code} in {Domain}, status {Status}, transaction {TransactionId}: {Explanation}")]
        public static partial void Refused(
            ILogger logger, string client, string service, string code, string domain, int status, string? transactionId, string explanation);
    }
}
