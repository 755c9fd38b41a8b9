namespace CommonGround.Tools.Faults;

/// <summary>A request that changes something, the same however often it is repeated.</summary>
/// <param name="Method">POST, PUT or DELETE.</param>
/// <param name="Path">Under the address of any replica.</param>
/// <param name="Key">Its <c>Idempotency-Key</c>.</param>
/// <param name="Tag">What stands in <c>If-Match</c>, or <see langword="null"/>.</param>
/// <param name="Body">The resource, or <see langword="null"/>.</param>
internal sealed record Change(HttpMethod Method, string Path, string Key, Tag? Tag, Aanvraag? Body)
{
    public static Change Create(string key, Aanvraag body) => new(HttpMethod.Post, Api.Collection, key, null, body);

    public static Change Replace(string key, Resource resource, Aanvraag body) =>
        new(HttpMethod.Put, $"{Api.Collection}/{resource.Id}", key, resource.Tag, body);

    public static Change Delete(string key, Resource resource) =>
        new(HttpMethod.Delete, $"{Api.Collection}/{resource.Id}", key, resource.Tag, null);
}
