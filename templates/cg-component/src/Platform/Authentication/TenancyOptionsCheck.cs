using CommonGround.Platform.Privacy;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

internal sealed class TenancyOptionsCheck : IValidateOptions<TenancyOptions>
{
    private const string OinForm = "an OIN: 20 digits that begin with a known register, such as 00000001 for an RSIN";

    public ValidateOptionsResult Validate(string? name, TenancyOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        switch (options.Mode)
        {
            case TenancyMode.Single:
                CheckSingle(options, failures);
                break;
            case TenancyMode.Claim:
                CheckClaim(options, failures);
                break;
            default:
                failures.AddError($"{TenancyOptions.Section}:Mode is '{options.Mode}'. Set it to Single or Claim.");
                break;
        }

        return failures.Build();
    }

    private static void CheckSingle(TenancyOptions options, ValidateOptionsResultBuilder failures)
    {
        if (!Oin.TryParse(options.Oin, out _))
        {
            failures.AddError($"{TenancyOptions.Section}:Oin is '{options.Oin}'. With {TenancyOptions.Section}:Mode Single, set it to {OinForm}.");
        }

        // Whoever names a claim or tenants counts on them; with Single every caller would get the one tenant's data.
        if (!string.IsNullOrEmpty(options.Claim) || options.Tenants.Count > 0)
        {
            failures.AddError(
                $"{TenancyOptions.Section}:Claim or {TenancyOptions.Section}:Tenants is set, and {TenancyOptions.Section}:Mode is Single, which uses neither. " +
                $"Set {TenancyOptions.Section}:Mode to Claim, or remove them.");
        }
    }

    private static void CheckClaim(TenancyOptions options, ValidateOptionsResultBuilder failures)
    {
        if (string.IsNullOrWhiteSpace(options.Claim))
        {
            failures.AddError($"{TenancyOptions.Section}:Claim is empty. With {TenancyOptions.Section}:Mode Claim, set it to the claim that holds the tenant's OIN.");
        }

        for (var i = 0; i < options.Tenants.Count; i++)
        {
            if (!Oin.TryParse(options.Tenants[i], out _))
            {
                failures.AddError($"{TenancyOptions.Section}:Tenants:{i} is '{options.Tenants[i]}'. Set it to {OinForm}.");
            }
        }
    }
}
