using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Gives a call the headers that the outway reads, the same for all its tries, and logs under which transaction it went.</summary>
internal sealed partial class FscRequestHandler(
    string client, FscServiceOptions options, FscTransaction transaction, ILogger<FscRequestHandler> logger) : DelegatingHandler
{
    // What belongs to our own organization is not for another: the sidecar's headers, and what proxies before us added.
    private static readonly string[] s_own = [FscHeaders.GrantHash, FscHeaders.ErrorCode, "Forwarded"];
    private static readonly string[] s_ownPrefixes = ["dapr-", "x-forwarded-"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var id = transaction.Of(request);
        foreach (var name in request.Headers.Select(header => header.Key).Where(IsOwn).ToList())
        {
            request.Headers.Remove(name);
        }

        request.Headers.Remove(FscHeaders.TransactionId);
        request.Headers.Add(FscHeaders.TransactionId, id);
        if (options.GrantHash.Length > 0)
        {
            request.Headers.Add(FscHeaders.GrantHash, options.GrantHash);
        }

        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Log.Called(logger, request.Method.Method, client, options.Service, id, (int)answer.StatusCode);
            return answer;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, request.Method.Method, client, options.Service, id, failure.GetType().Name);
            throw;
        }
    }

    private static bool IsOwn(string header) =>
        s_own.Contains(header, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(s_ownPrefixes, prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without paths, which may hold keys and ids (PRV-01), and without tokens.</summary>
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Method} to {Client} (FSC service {Service}), transaction {TransactionId}: {Status}")]
        public static partial void Called(ILogger logger, string method, string client, string service, string transactionId, int status);

        [LoggerMessage(2, LogLevel.Warning, "{Method} to {Client} (FSC service {Service}), transaction {TransactionId}, got no answer: {Failure}")]
        public static partial void Failed(ILogger logger, string method, string client, string service, string transactionId, string failure);
    }
}
