using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The headers that every answer carries: the API's version (ADR-26) and the security headers (ADR-32, NCSC U/PW.03).</summary>
internal sealed class StandardHeaders(ServiceIdentity service)
{
    private static readonly StringValues CacheControl = "no-store";
    private static readonly StringValues ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly StringValues ContentTypeOptions = "nosniff";
    private static readonly StringValues FrameOptions = "DENY";
    private static readonly StringValues ReferrerPolicy = "no-referrer";
    private static readonly StringValues StrictTransportSecurity = "max-age=31536000; includeSubDomains";

    private readonly StringValues _version = service.Version;

    /// <summary>Sets the headers. An endpoint may overwrite one afterwards, such as a page that needs another policy.</summary>
    public void Apply(IHeaderDictionary headers)
    {
        headers[ApiHeaders.Version] = _version;
        headers.CacheControl = CacheControl;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.StrictTransportSecurity = StrictTransportSecurity;
        headers.XContentTypeOptions = ContentTypeOptions;
        headers.XFrameOptions = FrameOptions;
        headers["Referrer-Policy"] = ReferrerPolicy;
    }
}
