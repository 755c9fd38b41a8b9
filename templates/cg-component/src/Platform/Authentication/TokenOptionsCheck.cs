using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

internal sealed class TokenOptionsCheck : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();

        if (options.LongestLife < TimeSpan.FromMinutes(1) || options.LongestLife > TimeSpan.FromHours(6))
        {
            failures.AddError(
                $"{TokenOptions.Section}:LongestLife is {options.LongestLife}. Set it between 00:01:00 and 06:00:00: tokens may not live longer (OAU-12).");
        }

        if (options.RememberedFor < TimeSpan.Zero || options.RememberedFor > TimeSpan.FromMinutes(5))
        {
            failures.AddError($"{TokenOptions.Section}:RememberedFor is {options.RememberedFor}. Set it between 00:00:00 and 00:05:00.");
        }

        if (options.Remembered is < 2 or > 1_000_000)
        {
            failures.AddError($"{TokenOptions.Section}:Remembered is {options.Remembered}. Set it between 2 and 1000000.");
        }

        return failures.Build();
    }
}
