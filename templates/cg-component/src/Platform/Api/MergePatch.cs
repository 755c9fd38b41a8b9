using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonGround.Platform.Api.Accountability;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CommonGround.Platform.Api;

/// <summary>A merge patch on the writable representation of a resource (RFC 7396). What it results in is validated like a PUT.</summary>
/// <typeparam name="T">The writable representation: the type that PUT takes.</typeparam>
public sealed class MergePatch<T> : IBindableFromHttpContext<MergePatch<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    // Undefined where the body is not valid.
    private readonly JsonElement _patch;

    private MergePatch(JsonElement patch) => _patch = patch;

    static async ValueTask<MergePatch<T>?> IBindableFromHttpContext<MergePatch<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var patch = await BodyReader.ReadAsync(context, MediaTypes.MergePatch, Read);
        if (patch.ValueKind == JsonValueKind.Object)
        {
            BodySubjects.NotePart<T>(context, patch);
        }

        return new MergePatch<T>(patch);
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.MergePatch], typeof(T)));

    /// <returns>The patched representation, or <see langword="null"/> with at least one error.</returns>
    internal T? ApplyTo(T current, JsonSerializerOptions options, InputErrors errors)
    {
        var patch = _patch.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(_patch)
            : throw new InvalidOperationException("The patch is not valid: map the endpoint on the group that MapApi returns.");
        var merged = MergePatching.Merge(JsonSerializer.SerializeToNode(current, options.GetTypeInfo(typeof(T))), patch);
        return JsonBody.Read<T>(JsonSerializer.SerializeToUtf8Bytes(merged), options, errors);
    }

    private static JsonElement Read(ReadOnlySpan<byte> utf8, JsonSerializerOptions options, InputErrors errors)
    {
        using var document = JsonBody.Parse(utf8, errors);
        if (document is null)
        {
            return default;
        }

        var before = errors.Count;
        new JsonCheck(errors, isPatch: true).Value(document.RootElement, options.GetTypeInfo(typeof(T)), JsonLocation.Root, elementsAllowNull: false);
        return errors.Count == before ? document.RootElement.Clone() : default;
    }
}
