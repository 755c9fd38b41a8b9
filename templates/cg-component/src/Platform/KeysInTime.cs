using CommonGround.Platform.Dapr;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

/// <summary>
/// A new number of the tenants' keys is written with only when every replica has it, and beside a sidecar a secret is kept for a while. Privacy
/// knows nothing of sidecars, so that is compared here.
/// </summary>
internal sealed class KeysInTime(IOptions<DaprOptions> dapr) : IValidateOptions<PrivacyOptions>
{
    public ValidateOptionsResult Validate(string? name, PrivacyOptions options)
    {
        if (dapr.IfValid() is not { SecretLife: var secretLife })
        {
            return ValidateOptionsResult.Skip;
        }

        return options.NewKeyDelay > options.KeysInterval + secretLife
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Privacy:NewKeyDelay is {options.NewKeyDelay}, and a replica may see a new key {options.KeysInterval + secretLife} after another: after " +
                $"Privacy:KeysInterval ({options.KeysInterval}) and Dapr:SecretLife ({secretLife}). Until then it could not open what the other writes. " +
                "Make Privacy:NewKeyDelay longer than the two together.");
    }
}
