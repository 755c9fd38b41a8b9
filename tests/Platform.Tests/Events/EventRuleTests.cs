using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.Events;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;

namespace CommonGround.Platform.Tests.Events;

/// <summary>What is declared wrongly is refused at start, with what to write instead.</summary>
public sealed class EventRuleTests
{
    private static readonly WebApplicationBuilder s_builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

    [Theory]
    [InlineData("nl.voorbeeld.aanvraag.toegewezen.v1")]
    [InlineData("nl.voor-beeld.a2.v12")]
    public void A_type_is_reverse_DNS_with_a_version(string type) => s_builder.PublishEvent<Fine>(type, "topic");

    [Theory]
    [InlineData("")]
    [InlineData("toegewezen.v1")]
    [InlineData("nl.voorbeeld.toegewezen")]
    [InlineData("nl.voorbeeld.v1.toegewezen.v1")]
    [InlineData("nl.voorbeeld.toegewezen.v0")]
    [InlineData("nl.Voorbeeld.toegewezen.v1")]
    [InlineData("nl.voorbeeld..toegewezen.v1")]
    [InlineData("https://voorbeeld.nl/toegewezen.v1")]
    [InlineData("nl.voorbeeld.toe gewezen.v1")]
    public void Any_other_type_is_refused(string type) =>
        Assert.Contains("EVT-04", Assert.Throws<StartupRefusedException>(() => s_builder.PublishEvent<Fine>(type, "topic")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nl.voorbeeld.aanvraag.v1")]
    [InlineData("aanvraag")]
    public void Changes_are_published_as_a_type_without_a_version(string type) =>
        Assert.Contains(
            "EVT-04", Assert.Throws<StartupRefusedException>(() => s_builder.PublishChanges(Request.All, type, d => new Fine(d.Id))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Topic")]
    [InlineData("een/twee")]
    [InlineData("1e")]
    public void A_topic_that_is_no_part_of_a_path_is_refused(string topic) =>
        Assert.Contains(
            "cannot be a topic", Assert.Throws<StartupRefusedException>(() => s_builder.PublishEvent<Fine>("nl.voorbeeld.iets.v1", topic)).Message, StringComparison.Ordinal);

    [Fact]
    public void Data_with_numbers_that_brokers_alter_is_refused_by_the_member()
    {
        Assert.StartsWith("Amount.bedrag of the event", Refusal<Amount>(), StringComparison.Ordinal);
        Assert.StartsWith("Nested.inner[].bedrag", Refusal<Nested>(), StringComparison.Ordinal);
        Assert.StartsWith("Large.nummer", Refusal<Large>(), StringComparison.Ordinal);
        Assert.StartsWith("Measured.waarde", Refusal<Measured>(), StringComparison.Ordinal);
        Assert.StartsWith("Counts[]", Refusal<Dictionary<string, double>>().Replace("Dictionary`2", "Counts", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("WriteAsString", Refusal<Amount>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_may_hold_anything_or_a_person_is_refused()
    {
        Assert.Contains("give it a type of its own", Refusal<Open>(), StringComparison.Ordinal);
        Assert.Contains("give it a type of its own", Refusal<JsonElement>(), StringComparison.Ordinal);
        Assert.Contains("EVT-08", Refusal<Person>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_as_text_and_small_ones_are_fine() => s_builder.PublishEvent<Written>("nl.voorbeeld.geschreven.v1", "topic");

    [Fact]
    public void Two_events_with_data_of_one_type_are_refused()
    {
        EventDeclaration[] two = [new EventDeclaration<Fine>("nl.voorbeeld.een.v1", "t", null), new EventDeclaration<Fine>("nl.voorbeeld.twee.v1", "t", null)];

        Assert.Contains("Fine", Assert.Throws<StartupRefusedException>(() => new EventCatalog([], two)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_events_of_one_type_are_refused()
    {
        var changes = new ChangeEvents<Request, Fine>(Request.All, "nl.voorbeeld.een", d => new Fine(d.Id), "t", 1, null);
        EventDeclaration[] decisions = [new EventDeclaration<Fine>("nl.voorbeeld.een.gewijzigd.v1", "t", null)];

        Assert.Contains("nl.voorbeeld.een.gewijzigd.v1", Assert.Throws<StartupRefusedException>(() => new EventCatalog([changes], decisions)).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<StartupRefusedException>(() => new EventCatalog([changes, changes], [])).Message, StringComparison.Ordinal);
        Assert.Equal(["t"], new EventCatalog([changes], []).Topics);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Mijn App")]
    public void The_source_needs_an_app_id(string? appId) =>
        Assert.Contains("Component:AppId", Assert.Throws<StartupRefusedException>(() => new SystemName(appId)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        var check = new PublisherOptionsCheck();

        Assert.True(check.Validate(null, new PublisherOptions()).Succeeded);
        Assert.Equal(
            [
                "Events:Publisher:BulkEvents is 0; it must lie between 1 and 1000. Correct it in the settings or in the variable Events__Publisher__BulkEvents.",
                "Events:Publisher:BulkBytes is 1; it must lie between 65536 and 3145728. Correct it in the settings or in the variable Events__Publisher__BulkBytes.",
            ],
            check.Validate(null, new PublisherOptions { BulkEvents = 0, BulkBytes = 1 }).Failures);
    }

    private static string Refusal<T>() =>
        Assert.Throws<StartupRefusedException>(() => s_builder.PublishEvent<T>("nl.voorbeeld.iets.v1", "topic")).Message;

    internal sealed record Fine(Guid Id, DateOnly? Datum = null, string[]? Namen = null, int Aantal = 0, bool Ja = true);

    internal sealed record Amount(decimal Bedrag);

    internal sealed record Nested(IReadOnlyList<Amount> Inner);

    internal sealed record Large(long? Nummer);

    internal sealed record Measured(double Waarde);

    internal sealed record Open(object Iets);

    internal sealed record Person(Bsn Bsn);

    internal sealed record Written([property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] decimal Bedrag, int Aantal);
}
