using System.Collections.Immutable;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Who a document is about is found in whatever shape the data has: lists with gaps, sets, values, and one that refers to itself (LDV-04).</summary>
public sealed class SubjectFinderEdgeTests
{
    public static TheoryData<string, int> Values => new()
    {
        { "no bsn", 0 }, { "never filled in", 0 }, { "empty", 0 }, { "nothing filled in", 0 }, { "struct", 2 }, { "array", 2 }, { "list with gaps", 1 },
        { "dictionary of lists", 3 }, { "immutable", 2 }, { "set", 2 }, { "lazy", 2 }, { "deep", 3 }, { "twice", 2 },
    };

    private static Bsn One => Persons.One;

    private static Bsn Two => Persons.Two;

    private static Bsn Three => Persons.Three;

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_is_found_as_often_as_he_stands_there(string kind, int count)
    {
        var (type, value) = Of(kind);

        var found = SubjectFinder.Of(type).Find(value);

        Assert.Equal(kind == "twice" ? [One, One] : new[] { One, Two, Three }.Take(count), found);
    }

    /// <summary>Without a type there is nothing to find by.</summary>
    [Theory]
    [InlineData(typeof(Dictionary<string, object>))]
    [InlineData(typeof(System.Text.Json.Nodes.JsonObject))]
    [InlineData(typeof(object))]
    public void What_has_no_type_is_about_nobody(Type type) => Assert.False(SubjectFinder.Of(type).FindsAny);

    [Fact]
    public void One_that_refers_to_itself_is_not_followed_for_ever()
    {
        var family = new Family { Head = new Person(One) };
        family.Parent = family;

        // As deep as the serializer goes, which does not store it.
        Assert.InRange(SubjectFinder.Of(typeof(Family)).Find(family).Count, 1, 64);
    }

    private static (Type Type, object? Value) Of(string kind) => kind switch
    {
        "no bsn" => (typeof(Plain), new Plain("Jansen", 999993653)),
        "never filled in" => (typeof(Bsn), default(Bsn)),
        "empty" => (typeof(Bsn[]), Array.Empty<Bsn>()),
        "nothing filled in" => (typeof(Family), new Family()),
        "struct" => (typeof(Couple?), new Couple(One, Two)),
        "array" => (typeof(Person[]), new[] { new Person(One), new Person(Two) }),
        "list with gaps" => (typeof(List<Person?>), new List<Person?> { null, new(One), null }),
        "dictionary of lists" => (typeof(Dictionary<int, Bsn[]>), new Dictionary<int, Bsn[]> { [1] = [One, Two], [2] = [Three] }),
        "immutable" => (typeof(ImmutableArray<Bsn>), ImmutableArray.Create(One, Two)),
        "set" => (typeof(IReadOnlySet<Bsn>), new HashSet<Bsn> { One, Two }),
        "lazy" => (typeof(IEnumerable<Bsn>), new[] { One, Two }.Select(bsn => bsn)),
        "deep" => (typeof(Family), new Family { Head = new Person(One), Parent = new Family { Head = new Person(Two), Members = [new Person(Three)] } }),
        _ => (typeof(Couple), new Couple(One, One)),
    };

    private sealed record Plain(string Naam, int Nummer);

    private sealed record Person(Bsn Bsn, string? Naam = null);

    private readonly record struct Couple(Bsn First, Bsn? Second);

    private sealed class Family
    {
        public Person? Head { get; init; }

        public Family? Parent { get; set; }

        public IReadOnlyList<Person>? Members { get; init; }
    }
}
