using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>The document in both notations, built once, when it is first asked for: it costs nothing at start.</summary>
internal sealed class OpenApiDocumentCache(IServiceProvider services)
{
    public const string DocumentName = "openapi";

    private readonly Lock _lock = new();
    private Task<OpenApiDocument>? _document;
    private Task<ReadOnlyMemory<byte>>? _json;
    private Task<ReadOnlyMemory<byte>>? _yaml;

    public Task<ReadOnlyMemory<byte>> GetJsonAsync()
    {
        lock (_lock)
        {
            return Usable(_json) ?? (_json = Write((document, stream) => document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_0)));
        }
    }

    public Task<ReadOnlyMemory<byte>> GetYamlAsync()
    {
        lock (_lock)
        {
            return Usable(_yaml) ?? (_yaml = Write((document, stream) => document.SerializeAsYamlAsync(stream, OpenApiSpecVersion.OpenApi3_0)));
        }
    }

    private async Task<ReadOnlyMemory<byte>> Write(Func<OpenApiDocument, Stream, Task> serialize)
    {
        using var stream = new MemoryStream();
        await serialize(await GetDocumentAsync(), stream);
        return stream.ToArray();
    }

    /// <summary>The build belongs to no request, so that a caller who leaves does not spoil it for the others.</summary>
    private Task<OpenApiDocument> GetDocumentAsync()
    {
        lock (_lock)
        {
            return Usable(_document) ?? (_document = services
                .GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName)
                .GetOpenApiDocumentAsync(CancellationToken.None));
        }
    }

    /// <summary>A failure is not remembered.</summary>
    private static Task<T>? Usable<T>(Task<T>? task) => task is { IsFaulted: true } or { IsCanceled: true } ? null : task;
}
