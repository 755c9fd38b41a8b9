using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api.Input;

/// <summary>The headers <c>If-Match</c> and <c>If-None-Match</c> of a request (RFC 9110, 13.1).</summary>
internal readonly struct Preconditions
{
    private readonly IList<EntityTagHeaderValue>? _match;
    private readonly IList<EntityTagHeaderValue>? _noneMatch;

    private Preconditions(IList<EntityTagHeaderValue>? match, IList<EntityTagHeaderValue>? noneMatch) =>
        (_match, _noneMatch) = (match, noneMatch);

    public bool HasMatch => _match is not null;

    public static Preconditions Read(HttpContext context)
    {
        var headers = context.Request.Headers;
        return new Preconditions(
            Read(context, HeaderNames.IfMatch, headers.IfMatch), Read(context, HeaderNames.IfNoneMatch, headers.IfNoneMatch));
    }

    /// <summary>Whether a change of this version, with this tag, may go on. Weak tags never match (RFC 9110, 8.8.3.2).</summary>
    public bool Allow(long version, string etag)
    {
        foreach (var tag in _match ?? [])
        {
            if (tag == EntityTagHeaderValue.Any || (!tag.IsWeak && EntityTag.IsOf(tag.Tag, version)))
            {
                return !Holds(etag);
            }
        }

        return false;
    }

    /// <summary>Whether the caller already has the representation with this tag.</summary>
    public bool Holds(string etag)
    {
        foreach (var tag in _noneMatch ?? [])
        {
            if (tag == EntityTagHeaderValue.Any || tag.Tag == etag)
            {
                return true;
            }
        }

        return false;
    }

    private static IList<EntityTagHeaderValue>? Read(HttpContext context, string name, StringValues values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        if (EntityTagHeaderValue.TryParseStrictList(values, out var tags))
        {
            return tags;
        }

        RequestInput.Of(context).Errors.Add(
            InputError.Header, name, ErrorCodes.Format, "Moet een ETag tussen dubbele aanhalingstekens zijn, zoals \"3-1.0.0\", of *.");
        return null;
    }
}
