using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>An operation of the API as its description has it, with the example of its body: a resource that is added is in it by itself.</summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Template">The path within the version, such as <c>/verwerkingen/_zoek</c>.</param>
/// <param name="Description">The operation in the description.</param>
internal sealed record CanaryOperation(string Method, string Template, JsonObject Description)
{
    private static readonly string[] s_methods = ["post", "get", "put", "patch", "delete"];

    /// <summary>In an order in which each finds what it is about: what creates comes first, what deletes comes last.</summary>
    public static IReadOnlyList<CanaryOperation> AllOf(JsonObject description) =>
        [.. from path in description["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let rank = Array.IndexOf(s_methods, operation.Key)
            where rank >= 0
            orderby rank, path.Key.Contains("/_", StringComparison.Ordinal), path.Key.Length * (operation.Key == "delete" ? -1 : 1)
            select new CanaryOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject())];

    public IEnumerable<string> Scopes =>
        from requirement in Description["security"]?.AsArray() ?? []
        from scheme in requirement!.AsObject()
        from scope in scheme.Value!.AsArray()
        select (string)scope!;

    private KeyValuePair<string, JsonNode?> Media => Description["requestBody"]?["content"]?.AsObject().FirstOrDefault() ?? default;

    public bool HasBody => Media.Key is not null;

    public bool AsksCondition => Description["responses"]?["428"] is not null;

    /// <summary>The example of its body with the number in the free texts too, which are those of several words.</summary>
    public string Body => Filled(Media.Value?["example"])?.ToJsonString() ?? "";

    public HttpRequestMessage Request(string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), path);
        if (HasBody)
        {
            request.Content = new StringContent(body ?? Body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(Media.Key);
        }

        if (Method is "PUT" or "PATCH" or "DELETE")
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        }

        return request;
    }

    private static JsonNode? Filled(JsonNode? example) => example switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(Filled)]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Contains(' ') => $"{text} {Canary.Bsn}",
        _ => example?.DeepClone(),
    };
}
