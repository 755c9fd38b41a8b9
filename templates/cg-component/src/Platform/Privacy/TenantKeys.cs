using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// The tenants' keys as the secret store holds them at start. They are read in <see cref="StartingAsync"/>, which the host finishes
/// for all services before it starts the first, so that whatever runs after it finds them. A new number is seen at the next start.
/// </summary>
internal sealed class TenantKeys(ISecretStore secrets, IOptions<PrivacyOptions> options) : ITenantKeys, IHostedLifecycleService
{
    private KeyRing? _ring;

    public int Current => Ring.Current;

    public IReadOnlySet<int> Numbers => Ring.Numbers;

    private KeyRing Ring => _ring ?? throw new InvalidOperationException("The tenants' keys are read at start, and the start is not there yet.");

    public string Seal(Oin tenant, string place, ReadOnlySpan<byte> plain) => Ring.Seal(tenant, place, plain);

    public byte[] Open(Oin tenant, string place, string sealedText) => Ring.Open(tenant, place, sealedText);

    public string Hash(Oin tenant, int number, string purpose, string value) => Ring.Hash(tenant, number, purpose, value);

    /// <exception cref="StartupRefusedException">The secret is missing, or what it holds is no ring of keys.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var name = options.Value.KeysSecret;
        try
        {
            _ring = new KeyRing(await secrets.GetAsync(name, cancellationToken));
        }
        catch (Exception unusable) when (unusable is SecretMissingException or IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(unusable.Message, unusable);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            throw new StartupRefusedException($"The secret '{name}' (Privacy:KeysSecret) cannot be used. {wrong.Message}", wrong);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
