using System.Globalization;
using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// What came of a request: <c>200</c>, <c>done</c>, <c>refused: 403 missing_scope aanvragen.lezen</c> or <c>failed: 500 InvalidOperation</c>. A reason is a
/// code or the name of an exception, never its text, and never a part of the token (BIO-02).
/// </summary>
internal static class RequestResult
{
    // A change is made before its answer: only one that decides the answer too knows its status.
    private const int UnknownYet = 0;

    public static string Of(HttpContext context, int status, Exception? failure)
    {
        var number = status.ToString(CultureInfo.InvariantCulture);
        var (word, reason) = status switch
        {
            UnknownYet => ("done", null),
            < StatusCodes.Status400BadRequest => (null, null),
            StatusCodes.Status499ClientClosedRequest => ("cancelled", null),
            < StatusCodes.Status500InternalServerError => ("refused", ReasonOf(context, status)),
            _ => ("failed", NameOf(failure ?? TokenFailure(context))),
        };
        return word is null ? number : status == UnknownYet ? word : reason is null ? $"{word}: {number}" : $"{word}: {number} {reason}";
    }

    private static string? ReasonOf(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => WhyUnknown(context),
        StatusCodes.Status403Forbidden => WhyForbidden(context),
        _ => null,
    };

    // Of what is open to all, only the sidecar's own routes answer 401.
    private static string WhyUnknown(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "not_the_sidecar"
        : TokenFailure(context) is { } failure ? $"invalid_token {NameOf(failure)}"
        : "no_token";

    private static string WhyForbidden(HttpContext context)
    {
        if (context.Features.Get<RefusalReason>() is { Code: var code })
        {
            return code;
        }

        if (context.User is not CallerPrincipal principal)
        {
            return "policy";
        }

        var scopes = context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequiredScope>().Select(required => required.Scope).ToList() ?? [];
        return !scopes.All(principal.Scopes.Contains) ? $"missing_scope {string.Join(' ', scopes)}"
            : principal.Caller is null ? "no_tenant"
            : "policy";
    }

    private static Exception? TokenFailure(HttpContext context) => context.Features.Get<RefusedToken>()?.Failure;

    // A rule of the profile has a code of its own; the library's exceptions have names that say enough.
    private static string? NameOf(Exception? failure) =>
        failure is BrokenTokenRuleException broken ? broken.Rule : failure is null ? null : AuditText.Kind(failure);
}
