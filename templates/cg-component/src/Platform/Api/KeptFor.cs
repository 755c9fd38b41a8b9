using System.Globalization;
using CommonGround.Platform.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api;

/// <summary>For how long the answer to an <c>Idempotency-Key</c> is kept, as the description of the API promises it (commit-log 20).</summary>
internal static class KeptFor
{
    /// <returns>Whole hours or minutes, in Dutch; what is left over is not promised.</returns>
    public static string Text(IServiceProvider services)
    {
        var life = services.GetRequiredService<IOptions<StateOptions>>().Value.AnswerLife;
        return life >= TimeSpan.FromHours(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)life.TotalHours} uur")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)life.TotalMinutes} {(life < TimeSpan.FromMinutes(2) ? "minuut" : "minuten")}");
    }
}
