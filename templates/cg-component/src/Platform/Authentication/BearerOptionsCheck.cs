using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>What must be configured for a component to start, above all outside Development, where a mistake would leave a door open.</summary>
internal sealed class BearerOptionsCheck(IHostEnvironment environment) : IValidateOptions<JwtBearerOptions>
{
    public const string Section = "Authentication:Schemes:Bearer";

    public ValidateOptionsResult Validate(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = new ValidateOptionsResultBuilder();
        if (options.EventsType is not null || options.Events is not HeaderOnlyEvents)
        {
            failures.AddError(
                "The JwtBearerOptions have an EventsType, or their Events were replaced after the platform's setup. " +
                "Set Events with services.Configure<JwtBearerOptions>(\"Bearer\", ...): the platform keeps them from taking a token from the query (OAU-02).");
        }

        CheckTimes(options, failures);
        if (!environment.IsDevelopment())
        {
            CheckIssuer(options, failures);
            CheckKeys(options, failures);
            CheckAudience(options, failures);
        }

        return failures.Build();
    }

    private static void CheckTimes(JwtBearerOptions options, ValidateOptionsResultBuilder failures)
    {
        if (options.AutomaticRefreshInterval < TimeSpan.FromMinutes(1) || options.AutomaticRefreshInterval > TimeSpan.FromDays(7))
        {
            failures.AddError(
                $"{Section}:AutomaticRefreshInterval is {options.AutomaticRefreshInterval}. Set it between 00:01:00 and 7.00:00:00: " +
                "a withdrawn key is accepted for this long (OAU-11).");
        }

        if (options.RefreshInterval < TimeSpan.FromSeconds(1) || options.RefreshInterval > TimeSpan.FromHours(1))
        {
            failures.AddError(
                $"{Section}:RefreshInterval is {options.RefreshInterval}. Set it between 00:00:01 and 01:00:00: " +
                "callers with unknown keys make the component ask the issuer so often.");
        }
    }

    private static void CheckIssuer(JwtBearerOptions options, ValidateOptionsResultBuilder failures)
    {
        if (options.FindIssuers().Count == 0)
        {
            failures.AddError(
                $"{Section} names no issuer, so no token can be accepted. " +
                $"Set {Section}:Authority to the https address of the issuer, or {Section}:ValidIssuers to the issuers that are allowed (OAU-03).");
        }

        var address = options.FindMetadataAddress();
        if (!options.RequireHttpsMetadata || (address is not null && !address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
        {
            failures.AddError(
                $"{Section} reads the issuer's keys without https: RequireHttpsMetadata is {options.RequireHttpsMetadata} and the address '{address}'. " +
                $"Set {Section}:Authority to an https address and remove RequireHttpsMetadata; plain http is for Development only.");
        }
    }

    private static void CheckKeys(JwtBearerOptions options, ValidateOptionsResultBuilder failures)
    {
        var validation = options.TokenValidationParameters;
        var keys = (validation.IssuerSigningKeys ?? []).Append(validation.IssuerSigningKey).OfType<SecurityKey>().ToArray();

        if (keys.Any(IsSymmetric))
        {
            failures.AddError(
                $"{Section}:SigningKeys holds a symmetric key, as `dotnet user-jwts` makes it for Development: whoever has it can make tokens. " +
                $"Remove it, and set {Section}:Authority to the issuer (OAU-05).");
        }

        if (keys.Length == 0 && options.ConfigurationManager is null && options.Configuration is null)
        {
            failures.AddError($"{Section} does not say where the issuer's keys are. Set {Section}:Authority or {Section}:MetadataAddress to an https address.");
        }
    }

    private static void CheckAudience(JwtBearerOptions options, ValidateOptionsResultBuilder failures)
    {
        if (!options.HasAudience())
        {
            failures.AddError(
                $"{Section}:ValidAudiences is empty, so no token is meant for this component. " +
                "Set it to the component's identifier at the issuer (OAU-04), such as its https address.");
        }
    }

    private static bool IsSymmetric(SecurityKey key) =>
        key is SymmetricSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet };
}
