using System.Reflection;
using System.Runtime.CompilerServices;
using CommonGround.Platform.OpenApi;
using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>What an operation is called in the logs: by its summary, as its description has it, and otherwise by its route.</summary>
internal sealed class OperationNames(XmlComments comments)
{
    private readonly ConditionalWeakTable<Endpoint, string> _names = [];

    public string Of(Endpoint endpoint) => _names.GetValue(endpoint, Write);

    /// <summary>Method and template, such as <c>GET /v1/aanvragen/{id}</c>: no id, which may be personal (PRV-01).</summary>
    public static string RouteOf(Endpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var only] ? only + " " : "";
        return method + (endpoint is RouteEndpoint route ? RouteTemplate.Of(route) : endpoint.DisplayName);
    }

    private string Write(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary
        ?? (endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler ? comments.Of(handler)?.Summary : null)
        ?? RouteOf(endpoint);
}
