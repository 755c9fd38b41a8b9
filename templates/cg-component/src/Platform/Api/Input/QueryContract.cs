using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CommonGround.Platform.Api.Input;

/// <summary>The query parameters that an endpoint declares; others are refused (ADR-18). Names are case-sensitive.</summary>
internal sealed class QueryContract
{
    private readonly FrozenDictionary<string, QueryParameter> _parameters;
    private readonly QueryParameter[] _required;

    private QueryContract(IEnumerable<QueryParameter> parameters)
    {
        _parameters = parameters.ToFrozenDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        _required = [.. _parameters.Values.Where(parameter => parameter.IsRequired)];
    }

    public static QueryContract Of(MethodInfo handler, RoutePattern pattern)
    {
        var parameters = handler.GetParameters();
        var plain = parameters.Where(parameter => IsQuery(parameter, pattern)).Select(QueryParameter.From);
        var grouped = parameters
            .Where(parameter => parameter.IsDefined(typeof(AsParametersAttribute)))
            .SelectMany(parameter => parameter.ParameterType.GetProperties())
            .Where(property => property.CanWrite && IsFromQuery(property))
            .Select(QueryParameter.From);
        return new QueryContract(plain.Concat(grouped));
    }

    public void Check(HttpContext context)
    {
        var request = context.Request;
        if (!request.QueryString.HasValue && _required.Length == 0)
        {
            return;
        }

        foreach (var (name, values) in request.Query)
        {
            if (_parameters.TryGetValue(name, out var parameter))
            {
                parameter.Check(values, RequestInput.Of(context).Errors);
            }
            else
            {
                RequestInput.Of(context).Errors.Add(InputError.Query, PlainName.Is(name) ? name : "", ErrorCodes.Unknown, "Deze parameter is niet bekend.");
            }
        }

        foreach (var parameter in _required.Where(parameter => !request.Query.ContainsKey(parameter.Name)))
        {
            RequestInput.Of(context).Errors.Add(InputError.Query, parameter.Name, ErrorCodes.Required, ObjectCheck.Missing);
        }
    }

    private static bool IsQuery(ParameterInfo parameter, RoutePattern pattern) =>
        IsFromQuery(parameter)
        || (!parameter.GetCustomAttributes().Any(attribute => attribute is IFromRouteMetadata or IFromHeaderMetadata or IFromServiceMetadata)
            && IsSimple(parameter.ParameterType)
            && pattern.GetParameter(parameter.Name!) is null);

    private static bool IsFromQuery(ICustomAttributeProvider declared) =>
        declared.GetCustomAttributes(inherit: true).Any(attribute => attribute is IFromQueryMetadata);

    private static bool IsSimple(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(string) || bare.IsEnum || bare.GetInterfaces().Any(
            contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IParsable<>));
    }
}
