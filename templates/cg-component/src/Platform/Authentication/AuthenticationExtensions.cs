using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

/// <summary>
/// Bearer tokens (OAU-01 to OAU-08, OAU-11, OAU-12, OAU-15), scopes and tenancy, and the sidecar's own token. Every endpoint needs a
/// token unless it is anonymous.
/// </summary>
internal static class AuthenticationExtensions
{
    public static WebApplicationBuilder AddCommonGroundAuthentication(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddTokens();
        services.AddTenancy();
        services.AddSidecarTrust();

        // AddAuthentication would also add data protection, which makes keys on disk at start, for cookies that a component does not have.
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.TryAddSingleton<IAuthenticationConfigurationProvider, AuthenticationConfigurationProvider>();

        // The setup is registered before AddJwtBearer: its defaults come before configuration, and its keys before the library's.
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).RefuseUnreadable(BearerOptionsCheck.Section).ValidateOnStart();
        services.AddSingleton<BearerOptionsSetup>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => provider.GetRequiredService<BearerOptionsSetup>());
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>>(provider => provider.GetRequiredService<BearerOptionsSetup>());
        new AuthenticationBuilder(services).AddJwtBearer();
        services.AddSingleton<IValidateOptions<JwtBearerOptions>, BearerOptionsCheck>();

        // A changed configuration counts at once, also for remembered tokens: a new key of `dotnet user-jwts` needs no restart, except the
        // first one on a machine without the folder of user secrets, because a folder that was not there at start is not watched.
        services.AddSingleton<IOptionsChangeTokenSource<JwtBearerOptions>>(
            new ConfigurationChangeTokenSource<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, builder.Configuration.GetSection("Authentication")));

        // The library logs each refused token with a stack trace, which anyone could fill the log with; RuledTokenHandler logs one line.
        builder.Logging.AddFilter(typeof(BearerHandler).FullName, LogLevel.Warning);

        services.AddTransient<BearerHandler>();
        services.Configure<AuthenticationOptions>(
            options => options.SchemeMap[JwtBearerDefaults.AuthenticationScheme].HandlerType = typeof(BearerHandler));

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return builder;
    }

    public static WebApplication UseCommonGroundAuthentication(this WebApplication app)
    {
        app.UseMiddleware<SidecarHeaders>();
        app.UseRememberedTokens();
        app.UseAuthorization();
        app.UseMiddleware<TenancyMiddleware>();
        return app;
    }

    // A remembered token steps over the authentication middleware: its handler, tickets and features per request cost more than the
    // look-up, and give nothing that the remembered principal does not have.
    private static void UseRememberedTokens(this WebApplication app)
    {
        var remembered = app.Services.GetRequiredService<RememberedTokens>();
        var options = app.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>();
        RequestDelegate authenticated = null!;

        app.Use(next => context =>
        {
            if (!TokenHash.TryRead(context.Request.Headers.Authorization, out var hash)
                || remembered.Find(hash, options.Get(JwtBearerDefaults.AuthenticationScheme)) is not { } principal)
            {
                return next(context);
            }

            context.User = principal;
            return authenticated(context);
        });
        app.UseAuthentication();
        app.Use(next => authenticated = next);
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsCheck>();
        services.AddSettings<TokenOptions>(TokenOptions.Section);
        services.AddSingleton<TokenLife>();
        services.AddSingleton<RememberedTokens>();
        services.AddSingleton<CallerFactory>();
    }

    private static void AddSidecarTrust(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SidecarTokenOptions>, SidecarTokenCheck>();
        services.AddOptions<SidecarTokenOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Token = configuration[SidecarTokenOptions.Variable])
            .ValidateOnStart();
        services.AddSingleton<SidecarToken>();
    }

    private static void AddTenancy(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TenancyOptions>, TenancyOptionsCheck>();
        services.AddSettings<TenancyOptions>(TenancyOptions.Section);
        services.AddSingleton<Tenancy>();
    }
}
