using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api;

/// <summary>
/// Where callers find a path of the component. A gateway has its own path before <c>/v1</c>, which it takes off: an answer that
/// names a path puts it back. In Development there is no gateway.
/// </summary>
internal sealed class PublicAddress(IOptions<ApiDescriptionOptions> api, IWebHostEnvironment environment)
{
    private readonly string _prefix = environment.IsDevelopment() || api.Value.ServerUrl is not { } server
        ? ""
        : server.AbsolutePath[..^ApiPaths.Base.Length];

    /// <param name="path">A path that begins with <c>/</c>, as the component itself serves it.</param>
    public string Of(PathString path) => _prefix + path.ToUriComponent();
}
