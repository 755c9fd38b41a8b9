using System.Text.Json;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>
/// Notes on the act of a request who its body is about, also where no document comes of it: what a handler is given it uses (LDV-04). A body that
/// is not valid is given to no handler, and names nobody.
/// </summary>
internal static class BodySubjects
{
    /// <param name="context">The request, after its authentication.</param>
    /// <param name="body">The valid body.</param>
    /// <exception cref="InvalidOperationException">Its type can be about persons, and the endpoint says nowhere what for.</exception>
    public static void Note<T>(HttpContext context, T body)
    {
        if (SubjectsOf<T>.Finder is { FindsAny: true } finder)
        {
            Use(context, finder.Find(body));
        }
    }

    /// <summary>As <see cref="Note"/>, of a body that has only a part of the members of <typeparamref name="T"/>.</summary>
    public static void NotePart<T>(HttpContext context, JsonElement part)
    {
        if (SubjectsOf<T>.Finder.FindsAny)
        {
            var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            Use(context, JsonSubjects.Find(part, options.GetTypeInfo(typeof(T))));
        }
    }

    // A pipeline without acts logs nothing at all: its results find none either.
    private static void Use(HttpContext context, IReadOnlyList<Bsn> subjects) => context.Features.Get<Act>()?.Use("its body", subjects);
}
