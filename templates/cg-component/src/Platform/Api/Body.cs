using System.Reflection;
using CommonGround.Platform.Api.Accountability;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CommonGround.Platform.Api;

/// <summary>
/// The JSON body of a request, valid by its type, its validation attributes and its <c>IValidatableObject</c>. Where it is not, the
/// handler does not run and the caller gets all errors at once (ADR-18, ADR-19).
/// </summary>
/// <typeparam name="T">The supplier's own type. Members that are not nullable are required; unknown members are refused.</typeparam>
public sealed class Body<T> : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    private Body(T? value) => _value = value;

    /// <exception cref="InvalidOperationException">The endpoint is not mapped on the group that <c>MapApi</c> returns.</exception>
    public T Value => _value ?? throw new InvalidOperationException("The body is not valid: map the endpoint on the group that MapApi returns.");

    static async ValueTask<Body<T>?> IBindableFromHttpContext<Body<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var value = await BodyReader.ReadAsync(context, MediaTypes.Json, JsonBody.Read<T>);
        if (value is not null)
        {
            BodySubjects.Note(context, value);
        }

        return new Body<T>(value);
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.Json], typeof(T)));
}
