using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Authentication;

/// <summary>Who calls, as the validated token says. Handlers take it as a parameter.</summary>
/// <param name="Tenant">The organization whose data the call reads and writes.</param>
/// <param name="Client">The client that asked for the token (<c>azp</c>, OAU-06).</param>
public sealed partial record Caller(Oin Tenant, string Client)
{
    /// <summary>How a handler's parameter gets its value: from the token, never from what the request says.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous.</exception>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(context.GetCaller());
}
