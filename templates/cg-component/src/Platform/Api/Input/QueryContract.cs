using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
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
        var declared = handler.GetParameters().SelectMany(DeclaredParameter.Of);
        return new QueryContract(declared.Where(parameter => parameter.IsQuery(pattern)).Select(parameter => new QueryParameter(parameter)));
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
}
