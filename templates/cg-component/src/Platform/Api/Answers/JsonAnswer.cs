using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Answers;

/// <summary>A representation as JSON, with the headers that belong to it.</summary>
internal sealed class JsonAnswer<TView>(int status, TView view) : IStorableResult
{
    public int? StatusCode => status;

    /// <summary>The strong tag of the version that is represented.</summary>
    public string? ETag { get; init; }

    /// <summary>Where the new resource is.</summary>
    public string? Location { get; init; }

    /// <summary>Where the next page is (ADR-P2, RFC 8288).</summary>
    public string? Link { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.ETag = ETag;
        response.Headers.Location = Location;
        response.Headers.Link = Link;
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(view, TypeInfo(options));
        response.ContentType = MediaTypes.Json;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    public StoredAnswer Store(string requestHash, JsonSerializerOptions options)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = MediaTypes.Json };
        if (ETag is not null)
        {
            headers["ETag"] = ETag;
        }

        if (Location is not null)
        {
            headers["Location"] = Location;
        }

        return new StoredAnswer(requestHash, status, headers, JsonSerializer.Serialize(view, TypeInfo(options)));
    }

    private static JsonTypeInfo<TView> TypeInfo(JsonSerializerOptions options) => (JsonTypeInfo<TView>)options.GetTypeInfo(typeof(TView));
}
