using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Gives a request, as it leaves, the headers that the outway reads and no others of ours, and logs under which transaction it went.</summary>
internal sealed partial class FscRequestHandler(
    string client, FscServiceOptions options, FscTransaction transaction, ILogger<FscRequestHandler> logger) : DelegatingHandler
{
    // What belongs to our own organization is not for another: the sidecar's headers, and what inway and proxies before us added. A handler
    // that passes incoming headers on would hand it over (FSC-01, FSC-02).
    private static readonly string[] s_own =
        [FscHeaders.Authorization, FscHeaders.GrantHash, FscHeaders.TransactionId, FscHeaders.ErrorCode, "Forwarded"];
    private static readonly string[] s_ownPrefixes = ["dapr-", "x-forwarded-"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var name in request.Headers.Select(header => header.Key).Where(IsOwn).ToList())
        {
            request.Headers.Remove(name);
        }

        request.Headers.Add(FscHeaders.TransactionId, transaction.Next());
        if (options.GrantHash.Length > 0)
        {
            request.Headers.Add(FscHeaders.GrantHash, options.GrantHash);
        }

        var inbound = transaction.Inbound() ?? "none";
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Log.Called(
                logger, request.Method.Method, client, options.Service, FscTransaction.Of(request, answer), inbound, (int)answer.StatusCode);
            return answer;
        }
        catch (Exception failure)
        {
            Log.Failed(
                logger, request.Method.Method, client, options.Service, FscTransaction.Of(request, null), inbound, failure.GetType().Name);
            throw;
        }
    }

    private static bool IsOwn(string header) =>
        s_own.Contains(header, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(s_ownPrefixes, prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without paths, which may hold keys and ids (PRV-01), and without tokens.</summary>
    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information, "{Method} to {Client} (FSC service {Service}), transaction {TransactionId}, inbound transaction {Inbound}: {Status}")]
        public static partial void Called(
            ILogger logger, string method, string client, string service, string? transactionId, string inbound, int status);

        [LoggerMessage(
            2, LogLevel.Warning,
            "{Method} to {Client} (FSC service {Service}), transaction {TransactionId}, inbound transaction {Inbound}, got no answer: {Failure}")]
        public static partial void Failed(
            ILogger logger, string method, string client, string service, string? transactionId, string inbound, string failure);
    }
}
