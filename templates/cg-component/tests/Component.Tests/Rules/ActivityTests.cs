using System.Reflection;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Personal data is used for a purpose that is named (LDV-18): the endpoint says which.</summary>
public sealed class ActivityTests(ComponentFixture component) : IClassFixture<ComponentFixture>
{
    /// <summary>All endpoints of one path count together: what deletes a person's data neither takes nor shows it.</summary>
    [Fact]
    public void An_endpoint_that_touches_a_bsn_names_a_processing_activity()
    {
        var silent = component.Endpoints()
            .GroupBy(endpoint => endpoint.RoutePattern.RawText)
            .Where(path => path.Any(endpoint => TypesOf(endpoint).Any(PersonalTypes.Has)))
            .SelectMany(path => path)
            .Where(endpoint => endpoint.Metadata.GetMetadata<ProcessingActivity>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();

        Assert.True(silent.Count == 0,
            "These endpoints take or show a burgerservicenummer, or stand on a path where another one does, and say nowhere what for. Add .Processes(\"…\") to " +
            $"each, or to its group, with a key of processing-activities.json: {string.Join("; ", silent)}.");
    }

    [Theory]
    [InlineData(typeof(Bsn), true)]
    [InlineData(typeof(Bsn?), true)]
    [InlineData(typeof(IReadOnlyList<Dictionary<string, Person[]>>), true)]
    [InlineData(typeof(Family), true)]
    [InlineData(typeof(Uri), false)]
    [InlineData(typeof(Oin), false)]
    public void A_bsn_is_seen_however_deep_it_stands(Type type, bool expected) => Assert.Equal(expected, PersonalTypes.Has(type));

    // What it takes, what its handler is given, and what it says that it answers.
    private static IEnumerable<Type> TypesOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters().Select(parameter => parameter.ParameterType).Append(handler.ReturnType))
            .Concat(endpoint.Metadata.OfType<IAcceptsMetadata>().Select(accepted => accepted.RequestType).OfType<Type>())
            .Concat(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(produced => produced.Type).OfType<Type>());

    private sealed record Person(Bsn Bsn, Family? Family);

    private sealed record Family(IReadOnlyList<Person> Members);
}
