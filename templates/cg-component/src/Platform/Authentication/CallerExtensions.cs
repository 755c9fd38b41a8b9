using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Authentication;

public static class CallerExtensions
{
    /// <summary>The caller of this request. It is made once per token, not per request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous, or this runs before authentication.</exception>
    public static Caller GetCaller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TryGetCaller(out var caller)
            ? caller
            : throw new InvalidOperationException(
                $"{context.Request.Method} {context.GetEndpoint()?.DisplayName} has no caller: the endpoint is anonymous, or this runs before authentication.");
    }

    /// <summary>The caller of this request, where it has one: for code that also sees anonymous and refused requests.</summary>
    internal static bool TryGetCaller(this HttpContext context, [NotNullWhen(true)] out Caller? caller)
    {
        caller = (context.User as CallerPrincipal)?.Caller;
        return caller is not null;
    }

    /// <summary>The app-id of the component that calls, where the sidecar says so: from all other requests the header was taken.</summary>
    internal static string? GetCallingComponent(this HttpContext context) =>
        context.Features.Get<SidecarCall>() is not null && context.Request.Headers[SidecarHeaders.CallerAppId] is [{ Length: > 0 } appId] ? appId : null;
}
