using System.Runtime.CompilerServices;
using System.Security.Claims;
using CommonGround.Platform.Authentication;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>
/// Who makes a request: the client that asked for the token, whoever it asked for where that is another (<c>sub</c>), and the component that
/// calls, where the sidecar says so: <c>client=balie sub=jansen app=zaken</c>.
/// </summary>
internal static class RequestActor
{
    public const string Anonymous = "anonymous";

    private const string Sidecar = "sidecar";

    // A token is remembered, and so is what it says.
    private static readonly ConditionalWeakTable<CallerPrincipal, string> s_known = [];

    public static string Of(HttpContext context)
    {
        var token = context.User is CallerPrincipal principal ? s_known.GetValue(principal, Write) : null;
        if (context.Features.Get<SidecarCall>() is null)
        {
            return token ?? Anonymous;
        }

        var app = context.GetCallingComponent() is { } id ? $"app={AuditText.Name(id)}" : null;
        return token is null ? app ?? Sidecar : app is null ? token : $"{token} {app}";
    }

    private static string Write(CallerPrincipal principal)
    {
        var identity = principal.Identity as ClaimsIdentity;
        var client = principal.Caller?.Client ?? identity?.FindSingleText("azp") ?? "";
        var subject = identity?.FindSingleText("sub");
        return subject is null || subject == client ? $"client={AuditText.Name(client)}" : $"client={AuditText.Name(client)} sub={AuditText.Name(subject)}";
    }
}
