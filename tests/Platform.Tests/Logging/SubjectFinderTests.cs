using System.Text.Json.Serialization;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Whom a document is about is found by its type, wherever in it they stand (LDV-04).</summary>
public sealed class SubjectFinderTests
{
    [Fact]
    public void A_person_is_found_in_the_document_in_a_member_and_in_what_may_be_absent()
    {
        Assert.Equal([Persons.One], Find(new Aanvraag { Aanvrager = Persons.One }));
        Assert.Equal([Persons.One, Persons.Two], Find(new Aanvraag { Aanvrager = Persons.One, Gemachtigde = Persons.Two }));
        Assert.Equal([Persons.One, Persons.Three], Find(new Aanvraag { Aanvrager = Persons.One, Adres = new Adres(new Bewoner(Persons.Three)) }));
    }

    [Fact]
    public void Each_of_a_list_of_lists_is_found()
    {
        IReadOnlyList<Bewoner[]> huizen = [[new Bewoner(Persons.One), new Bewoner(Persons.Two)], [], [new Bewoner(Persons.Three)]];

        Assert.Equal([Persons.One, Persons.Two, Persons.Three], Find(huizen));
    }

    [Fact]
    public void The_values_of_a_dictionary_are_found() => Assert.Equal(
        [Persons.One, Persons.Two], Find(new Dictionary<string, Bewoner?> { ["a"] = new(Persons.One), ["b"] = null, ["c"] = new(Persons.Two) }));

    [Fact]
    public void Of_a_base_type_the_members_of_what_it_is_are_found()
    {
        Assert.Equal([Persons.One], Find<Partij>(new Burger(Persons.One)));
        Assert.Empty(Find<Partij>(new Bedrijf("Bakkerij")));
        Assert.Equal([Persons.Two], Find<IReadOnlyList<Partij>>([new Bedrijf("Bakkerij"), new Burger(Persons.Two)]));
    }

    [Fact]
    public void A_type_that_holds_itself_is_gone_through_to_its_end() =>
        Assert.Equal([Persons.One, Persons.Two], Find(new Familielid(Persons.One, [new Familielid(Persons.Two, [])])));

    [Fact]
    public void An_absent_number_is_nobody()
    {
        Assert.Empty(Find(new Aanvraag()));
        Assert.Empty(Find<Aanvraag?>(null));
    }

    [Fact]
    public void What_is_not_stored_is_not_part_of_the_document() =>
        Assert.Equal([Persons.One], Find(new Aanvraag { Aanvrager = Persons.One, Behandelaar = Persons.Two }));

    [Theory]
    [InlineData(typeof(Aanvraag), true)]
    [InlineData(typeof(Bsn), true)]
    [InlineData(typeof(Bsn?), true)]
    [InlineData(typeof(Partij), true)]
    [InlineData(typeof(Familielid), true)]
    [InlineData(typeof(Dictionary<string, List<Bewoner>>), true)]
    [InlineData(typeof(Bedrijf), false)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(Oin), false)]
    [InlineData(typeof(Dictionary<string, int>), false)]
    public void Whether_a_document_can_be_about_somebody_is_known_by_its_type(Type type, bool expected) =>
        Assert.Equal(expected, SubjectFinder.Of(type).FindsAny);

    private static IReadOnlyList<Bsn> Find<T>(T document) => SubjectsOf<T>.Finder.Find(document);

    internal sealed record Aanvraag
    {
        public Bsn Aanvrager { get; init; }

        public Bsn? Gemachtigde { get; init; }

        public Adres? Adres { get; init; }

        [JsonIgnore]
        public Bsn Behandelaar { get; init; }

        public string? Toelichting { get; init; }
    }

    internal sealed record Adres(Bewoner Bewoner);

    internal sealed record Bewoner(Bsn Bsn);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "soort")]
    [JsonDerivedType(typeof(Burger), "burger")]
    [JsonDerivedType(typeof(Bedrijf), "bedrijf")]
    internal abstract record Partij;

    internal sealed record Burger(Bsn Bsn) : Partij;

    internal sealed record Bedrijf(string Naam) : Partij;

    internal sealed record Familielid(Bsn Bsn, IReadOnlyList<Familielid> Kinderen);
}
