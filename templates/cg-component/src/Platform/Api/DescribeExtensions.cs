using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CommonGround.Platform.Api;

/// <summary>What the operations on a collection answer, for the OpenAPI document: one call per route, the same as its handler does.</summary>
public static class DescribeExtensions
{
    private const string ExampleTag = "\"3-1.0.0\"";
    private const string ExampleKey = "0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77";

    /// <summary>A POST that answers with <see cref="ResourceRequest.CreateAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesCreate<TView>(this RouteHandlerBuilder builder) =>
        builder.Answers<TView>(StatusCodes.Status201Created)
            .WithETag(StatusCodes.Status201Created)
            .WithMetadata(
                new ResponseHeader(StatusCodes.Status201Created, HeaderNames.Location, "Adres van de nieuwe resource.", "/v1/voorbeelden/0198c5a2-6b1e-7c3d-9f41-2a6d1c0e5b77"))
            .Repeatable()
            .Refuses(400, 413, 415);

    /// <summary>A GET that answers with <see cref="ResourceRequest.GetAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesGet<TView>(this RouteHandlerBuilder builder) =>
        builder.Answers<TView>(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status304NotModified)
            .WithETag(StatusCodes.Status200OK)
            .WithETag(StatusCodes.Status304NotModified)
            .WithMetadata(new RequestHeader(HeaderNames.IfNoneMatch, "ETag van de versie die u al hebt; is die nog geldig, dan is het antwoord 304.", ExampleTag, false))
            .Refuses(400, 404);

    /// <summary>A GET that answers with <see cref="ResourceRequest.ListAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesList<TView>(this RouteHandlerBuilder builder) => builder.Answers<TView[]>(200).WithLink().Refuses(400);

    /// <summary>A POST that answers with <c>ResourceRequest.SearchAsync</c>.</summary>
    public static RouteHandlerBuilder DescribesSearch<TView>(this RouteHandlerBuilder builder) =>
        builder.Answers<TView[]>(200).WithLink().WithMetadata(ChangesNothing.Metadata).Refuses(400, 413, 415);

    /// <summary>A PUT that answers with <see cref="ResourceRequest.ReplaceAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesReplace<TView>(this RouteHandlerBuilder builder) =>
        builder.Answers<TView>(200).WithETag(200).Conditional().Repeatable().Refuses(400, 404, 413, 415);

    /// <summary>A PATCH that answers with <see cref="ResourceRequest.PatchAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesChange<TView>(this RouteHandlerBuilder builder) => builder.DescribesReplace<TView>();

    /// <summary>A DELETE that answers with <see cref="ResourceRequest.DeleteAsync"/>.</summary>
    public static RouteHandlerBuilder DescribesDelete(this RouteHandlerBuilder builder) =>
        builder.Produces(StatusCodes.Status204NoContent).Conditional().Repeatable().Refuses(400, 404);

    /// <summary>The statuses with which an operation may answer with problem details (ADR-17).</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata([.. statuses.Select(status => (object)new ProblemAnswer(status))]);

    private static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder builder, int status) => builder.Produces<T>(status, MediaTypes.Json);

    private static RouteHandlerBuilder WithETag(this RouteHandlerBuilder builder, int status) =>
        builder.WithMetadata(new ResponseHeader(status, HeaderNames.ETag, "Versie van de resource, voor If-Match en If-None-Match.", ExampleTag));

    private static RouteHandlerBuilder WithLink(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new ResponseHeader(
            200, HeaderNames.Link, "Adres van de volgende pagina (rel=\"next\"); ontbreekt op de laatste.", "</v1/voorbeelden?cursor=AQGYxaJrHnw9n0EqbRwOW3c>; rel=\"next\""));

    private static RouteHandlerBuilder Conditional(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new RequestHeader(HeaderNames.IfMatch, "ETag van de versie die u wijzigt, of * voor elke versie.", ExampleTag, true))
            .Refuses(412, 428);

    private static RouteHandlerBuilder Repeatable(this RouteHandlerBuilder builder)
    {
        // Later than other metadata: how long it holds is a setting.
        ((IEndpointConventionBuilder)builder).Add(endpoint => endpoint.Metadata.Add(new RequestHeader(
            IdempotencyHeader.Name,
            $"Eigen kenmerk van dit verzoek. Een herhaling binnen {KeptFor.Text(endpoint.ApplicationServices)} krijgt hetzelfde antwoord.",
            ExampleKey,
            false)
        {
            MaxLength = IdempotencyHeader.MaxLength,
        }));
        return builder.Refuses(409);
    }
}
