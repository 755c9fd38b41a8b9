using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;

namespace CommonGround.Platform.Authentication;

/// <summary>Where the schemes find their configuration: the section that ASP.NET and <c>dotnet user-jwts</c> use.</summary>
internal sealed class AuthenticationConfigurationProvider(IConfiguration configuration) : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration => configuration.GetSection("Authentication");
}
