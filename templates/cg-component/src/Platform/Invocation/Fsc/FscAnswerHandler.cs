using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Tells an error of inway or outway from an answer of the service, on each try (FSC-06, FSC-07).</summary>
internal sealed partial class FscAnswerHandler(string client, FscServiceOptions options, ILogger<FscAnswerHandler> logger) : DelegatingHandler
{
    private const int LargestError = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.Headers.TryGetValues(FscHeaders.ErrorCode, out var codes))
        {
            return answer;
        }

        using (answer)
        {
            var error = FscError.Read(codes.First(), await BodyAsync(answer, cancellationToken));
            var transaction = FscTransaction.Of(request, answer);
            Log.Refused(logger, client, options.Service, error.Code, error.Domain, (int)answer.StatusCode, transaction);
            throw new FscException(options.Service, error, answer.StatusCode, transaction);
        }
    }

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

    /// <summary>Without their own text: an inway may build it from the address, and a path may hold keys and ids (PRV-01).</summary>
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Client} (FSC service {Service}) was not reached: {Code} in {Domain}, status {Status}, transaction {TransactionId}")]
        public static partial void Refused(
            ILogger logger, string client, string service, string code, string domain, int status, string? transactionId);
    }
}
