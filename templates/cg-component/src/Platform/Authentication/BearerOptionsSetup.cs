using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// The rules of the NL GOV OAuth profile, laid over what <c>Authentication:Schemes:Bearer</c> configures: what is set here cannot be
/// configured away.
/// </summary>
internal sealed class BearerOptionsSetup(
    IHostEnvironment environment, IConfiguration configuration, TokenLife life, TimeProvider time, ILoggerFactory loggers)
    : IConfigureNamedOptions<JwtBearerOptions>, IPostConfigureOptions<JwtBearerOptions>
{
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    /// <summary>The defaults; configuration may say otherwise.</summary>
    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
        {
            return;
        }

        options.RequireHttpsMetadata = !environment.IsDevelopment();

        // The library reads every setting of its section but this one. A withdrawn key is accepted until then.
        options.AutomaticRefreshInterval = configuration
            .GetSection(BearerOptionsCheck.Section).GetValue(nameof(options.AutomaticRefreshInterval), TimeSpan.FromMinutes(15));
        options.RefreshInterval = TimeSpan.FromSeconds(5);
        options.BackchannelTimeout = TimeSpan.FromSeconds(5);
    }

    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
        {
            return;
        }

        options.IncludeErrorDetails = false;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.Events = new HeaderOnlyEvents(options.Events ?? new());
        options.RefreshOnIssuerKeyNotFound = false; // BearerHandler does, and waits for it.

        options.UseSecurityTokenValidators = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new RuledTokenHandler(loggers.CreateLogger<RuledTokenHandler>()) { MapInboundClaims = false });

        var validation = options.TokenValidationParameters;
        validation.ValidateIssuer = true;
        validation.ValidateAudience = true;
        validation.RequireAudience = true;
        validation.RequireSignedTokens = true;
        validation.ValidateIssuerSigningKey = true;
        validation.ValidateLifetime = true;
        validation.LifetimeValidator = life.IsValid;
        validation.ClockSkew = TokenLife.ClockSkew;
        validation.ValidTypes = ["at+jwt", "application/at+jwt", "JWT"];

        // Configuration reads the keys anew each time they are enumerated.
        var ownKeys = validation.IssuerSigningKeys?.ToArray() ?? [];
        validation.IssuerSigningKeys = ownKeys;
        validation.AlgorithmValidator = (algorithm, key, _, _) =>
            Algorithms.Contains(algorithm)
            || (environment.IsDevelopment() && algorithm == SecurityAlgorithms.HmacSha256 && ownKeys.Contains(key));

        FollowIssuer(options);
    }

    private void FollowIssuer(JwtBearerOptions options)
    {
        if (options.ConfigurationManager is BaseConfigurationManager given)
        {
            given.UseLastKnownGoodConfiguration = false;
            return;
        }

        var address = options.FindMetadataAddress();
        if (options.ConfigurationManager is not null || options.Configuration is not null || address is null)
        {
            return;
        }

        options.Backchannel ??= new HttpClient(options.BackchannelHttpHandler ?? new HttpClientHandler())
        {
            Timeout = options.BackchannelTimeout,
            MaxResponseContentBufferSize = 1024 * 1024,
        };
        var retriever = new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata };
        var settings = new IssuerSettings(address, retriever, options.FindIssuers(), options.AutomaticRefreshInterval, options.RefreshInterval);
        options.ConfigurationManager = new IssuerMetadata(settings, time, loggers.CreateLogger<IssuerMetadata>());
    }
}
