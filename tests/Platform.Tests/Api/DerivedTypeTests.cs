using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using CommonGround.Platform.Api;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CommonGround.Platform.Tests.Api;

/// <summary>A body with a member of which the caller chooses the type.</summary>
public class DerivedTypeTests
{
    private static readonly Collection<Bestelling> Bestellingen = new("bestellingen");

    [Theory]
    [InlineData("""{"levering":{"wijze":"post","postcode":"1011AB"}}""")]
    [InlineData("""{"levering":{"wijze":"balie","loket":3},"eerder":[{"wijze":"balie","loket":4}]}""")]
    public async Task One_that_is_right_is_taken(string body)
    {
        await using var api = await TestApi.StartAsync(Map);

        Assert.Equal(201, (await api.SendAsync("POST", "/v1/bestellingen", body)).Status);
    }

    [Theory]
    [InlineData("""{"levering":{"wijze":"post","postcode":"1011 AB te lang"}}""", "body /levering/postcode length")]
    [InlineData("""{"levering":{"wijze":"post","postcode":null}}""", "body /levering/postcode required")]
    [InlineData("""{"levering":{"wijze":"balie","loket":0}}""", "body /levering/loket range")]
    [InlineData("""{"levering":{"wijze":"balie","loket":13}}""", "body /levering rule")]
    [InlineData("""{"levering":{"wijze":"balie","loket":1},"eerder":[{"wijze":"balie","loket":0}]}""", "body /eerder/0/loket range")]
    [InlineData("""{"levering":{"wijze":"balie","loket":0},"vreemd":1}""", "body /levering/loket range", "body /vreemd unknown")]
    [InlineData("""{"levering":{"wijze":"duif"}}""", "body /levering type")]
    public async Task Its_rules_are_those_of_the_type_that_was_chosen(string body, params string[] errors)
    {
        await using var api = await TestApi.StartAsync(Map);

        var answer = await api.SendAsync("POST", "/v1/bestellingen", body);

        answer.IsProblem(400);
        Assert.Equal(errors, answer.Errors);
    }

    [Theory]
    [InlineData(4, 200)]
    [InlineData(0, 400)]
    public async Task A_patch_of_a_part_of_it_is_judged_when_it_is_merged(int loket, int status)
    {
        await using var api = await TestApi.StartAsync(Map);
        var created = await api.SendAsync("POST", "/v1/bestellingen", """{"levering":{"wijze":"balie","loket":3}}""");

        var patched = await api.SendAsync(
            "PATCH", created.Header("Location")!, $$$"""{"levering":{"loket":{{{loket}}}}}""", "application/merge-patch+json", "If-Match: *");

        Assert.Equal(status, patched.Status);
    }

    private static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bestellingen", (ResourceRequest request, Body<Bestelling> bestelling) =>
            request.CreateAsync(Bestellingen, bestelling.Value, document => document.Data));
        api.MapPatch("/bestellingen/{id:guid}", (ResourceRequest request, Guid id, MergePatch<Bestelling> patch) =>
            request.PatchAsync(Bestellingen, id, bestelling => bestelling, patch, (_, bestelling) => bestelling, document => document.Data));
    }

    private sealed record Bestelling
    {
        public required Levering Levering { get; init; }

        public IReadOnlyList<Levering> Eerder { get; init; } = [];
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "wijze")]
    [JsonDerivedType(typeof(Post), "post")]
    [JsonDerivedType(typeof(Balie), "balie")]
    private abstract record Levering;

    private sealed record Post : Levering
    {
        [StringLength(6)]
        public required string Postcode { get; init; }
    }

    private sealed record Balie : Levering, IValidatableObject
    {
        [Range(1, 20)]
        public required int Loket { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            Loket == 13 ? [new ValidationResult("Dit loket bestaat niet.")] : [];
    }
}
