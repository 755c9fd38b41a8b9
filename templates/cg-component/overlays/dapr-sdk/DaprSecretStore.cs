using CommonGround.Platform.BuildingBlocks;
using Dapr.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Dapr;

/// <summary>The secret store by the Dapr SDK.</summary>
internal sealed partial class DaprSecretStore(
    DaprClient sidecar, SdkCalls calls, IOptions<DaprOptions> options, TimeProvider time, ILogger<DaprSecretStore> logger) : ISecretStore
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
        try
        {
            return await calls.CallAsync(
                within => sidecar.GetSecretAsync(_options.SecretStore, name, cancellationToken: within), _options.Timeout, cancellationToken);
        }
        catch (SidecarException failure)
        {
            if (_trouble.IsNews($"{name}: {failure.Message}"))
            {
                Log.Failed(logger, name, _options.SecretStore, SdkCalls.Text(failure));
            }

            throw new SecretStoreException(
                $"The secret '{name}' cannot be read from the secret store '{_options.SecretStore}' (Dapr:SecretStore): it is missing there, the store is, " +
                $"or it failed. {failure.Message}",
                failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The secret '{Name}' cannot be read from the secret store '{Store}'. The sidecar says: {Text}")]
        public static partial void Failed(ILogger logger, string name, string store, string text);
    }
}
