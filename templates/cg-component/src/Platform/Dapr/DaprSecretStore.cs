using System.Net;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The secret store by the sidecar's secrets API.</summary>
internal sealed partial class DaprSecretStore(
    SidecarClient sidecar, IOptions<DaprOptions> options, TimeProvider time, ILogger<DaprSecretStore> logger) : ISecretStore
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly DaprOptions _options = options.Value;
    private readonly KeptSecrets _kept = new(options.Value, time);
    private readonly RepeatedTrouble _trouble = new(time, s_quiet);

    public bool MayComeLater => true;

    public Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken) =>
        _kept.GetAsync(name, () => ReadAsync(name, cancellationToken));

    private async Task<Dictionary<string, string>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await AnsweredAsync(name, cancellationToken);
        if (answer.Status == HttpStatusCode.OK)
        {
            return Values(name, answer);
        }

        var failure = Failure(name, answer);
        if (_trouble.IsNews(failure.Message))
        {
            Log.Failed(logger, name, _options.SecretStore, answer.Summary, answer.Text);
        }

        throw failure;
    }

    private async Task<SidecarAnswer> AnsweredAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await sidecar.GetAsync($"v1.0/secrets/{_options.SecretStore}/{Uri.EscapeDataString(name)}", _options.Timeout, cancellationToken);
        }
        catch (SidecarException silent)
        {
            throw new SecretStoreException($"The secret '{name}' cannot be read. {silent.Message}", silent);
        }
    }

    private Exception Failure(string name, SidecarAnswer answer) => answer.Error.ErrorCode switch
    {
        "ERR_SECRET_STORE_NOT_FOUND" => new SecretMissingException(
            $"The sidecar has no secret store '{_options.SecretStore}' (Dapr:SecretStore), so that the secret '{name}' is missing. Check the name " +
            "and the scopes of its component."),
        "ERR_SECRET_GET" => new SecretMissingException(
            $"The secret '{name}' is missing from the secret store '{_options.SecretStore}' (Dapr:SecretStore), or the store failed. Add it there."),
        _ => new SecretStoreException(
            SidecarTrouble.Of(answer) ?? $"The secret '{name}' cannot be read from the secret store '{_options.SecretStore}' ({answer.Summary})."),
    };

    private Dictionary<string, string> Values(string name, SidecarAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, DaprJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            // Without the parser's own text, which may repeat what it read.
            throw new SecretStoreException($"The secret '{name}' of the secret store '{_options.SecretStore}' is not an object of texts.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The secret '{Name}' cannot be read from the secret store '{Store}' ({Summary}). The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string name, string store, string summary, string text);
    }
}
