using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Api;

/// <summary>The header <c>Link</c> of a page of a list: where the next one is (ADR-P2).</summary>
internal static class NextPage
{
    /// <param name="context">The request for this page.</param>
    /// <param name="next">The id to continue after, or <see langword="null"/> on the last page.</param>
    /// <returns>The same request with another cursor, or <see langword="null"/>.</returns>
    public static string? Link(HttpContext context, Guid? next)
    {
        if (next is not { } after)
        {
            return null;
        }

        var request = context.Request;
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key != "cursor")) { { "cursor", Cursor.Write(after) } };
        return $"<{context.RequestServices.GetRequiredService<PublicAddress>().Of(request.Path)}{query}>; rel=\"next\"";
    }
}
