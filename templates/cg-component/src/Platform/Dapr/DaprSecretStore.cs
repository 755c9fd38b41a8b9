using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>
/// The secret store by the sidecar's secrets API. What was read is kept for <c>Dapr:SecretLife</c>; a failure is not kept, and nothing is
/// given out past that time.
/// </summary>
internal sealed partial class DaprSecretStore(
    SidecarClient sidecar, IOptions<DaprOptions> options, TimeProvider time, ILogger<DaprSecretStore> logger) : ISecretStore
{
    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, string> Values, long Read)> _kept = new(StringComparer.Ordinal);
    private readonly DaprOptions _options = options.Value;

    public bool MayComeLater => true;

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.Read) < _options.SecretLife)
        {
            return kept.Values;
        }

        // Before it is asked for: what changes while it is under way is seen in time.
        var now = time.GetTimestamp();
        var values = await ReadAsync(name, cancellationToken);
        _kept[name] = (values, now);
        return values;
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await AnsweredAsync(name, cancellationToken);
        if (answer.Status != HttpStatusCode.OK)
        {
            Log.Failed(logger, name, _options.SecretStore, answer.Summary, answer.Text);
            throw Failure(name, answer);
        }

        // An environment variable that is not set comes as an empty text.
        var values = Values(name, answer);
        return values.Values.Any(value => value.Length > 0)
            ? values
            : throw new SecretMissingException($"The secret '{name}' is empty in the secret store '{_options.SecretStore}' (Dapr:SecretStore). Add it there.");
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
        null when answer.Status == HttpStatusCode.Unauthorized => new SecretStoreException(SidecarTrouble.Token),
        _ => new SecretStoreException($"The secret '{name}' cannot be read from the secret store '{_options.SecretStore}' ({answer.Summary})."),
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
