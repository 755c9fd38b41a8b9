using System.Diagnostics;
using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A line is of bounded size and has the attributes of the standard only, whatever is said of its span (LDV-10, LDV-13, LDV-15).</summary>
public sealed class LineAttributesTests
{
    [Theory]
    [InlineData("enduser.id")]
    [InlineData("http.route")]
    [InlineData("dpl.core.retention")]
    [InlineData("DPL.CORE.DATA_SUBJECT_ID")]
    public void What_is_not_of_the_standard_is_left_out(string name) =>
        Assert.Equal([LineAttributes.Activity], Of((LineAttributes.Activity, "urn:a"), (name, "waarde")).Keys);

    [Fact]
    public void What_is_of_the_standard_is_there()
    {
        string[] names =
        [
            "dpl.core.processing_activity_id", "dpl.core.data_subject_id", "dpl.core.data_subject_id_type", "dpl.core.foreign_operation.processor",
            "exception.type", "exception.message", "exception.stacktrace",
        ];

        Assert.Equal(names, Of([.. names.Select(name => (name, (object?)"waarde"))]).Keys);
    }

    [Fact]
    public void What_is_empty_or_no_text_is_left_out() =>
        Assert.Empty(Of((LineAttributes.Processor, ""), (LineAttributes.Subject, null), (LineAttributes.Activity, 7)));

    [Theory]
    [InlineData(LineAttributes.Processor, LineAttributes.LongestValue)]
    [InlineData(LineAttributes.ExceptionMessage, LineAttributes.LongestValue)]
    [InlineData(LineAttributes.ExceptionStack, LineAttributes.LongestStack)]
    public void A_value_of_megabytes_is_cut(string name, int length) => Assert.Equal(length, Of((name, new string('x', 5_000_000)))[name].Length);

    [Fact]
    public void No_character_is_cut_in_half()
    {
        var text = new string('x', LineAttributes.LongestValue - 1) + "😀";

        Assert.Equal(text[..^2], Of((LineAttributes.Processor, text))[LineAttributes.Processor]);
    }

    [Theory]
    [InlineData(null, LineName.Unnamed)]
    [InlineData("", LineName.Unnamed)]
    [InlineData(" \t\n", LineName.Unnamed)]
    [InlineData(" Toon een dossier ", "Toon een dossier")]
    public void A_line_has_a_name(string? name, string expected) => Assert.Equal(expected, LineName.Of(name));

    [Fact]
    public void A_name_of_megabytes_is_cut() => Assert.Equal(LineName.Longest, LineName.Of(new string('x', 5_000_000)).Length);

    [Fact]
    public void A_line_has_nothing_else_of_its_span()
    {
        using var source = new ProcessingSource();
        var span = source.Start("Toon een dossier", default, DateTimeOffset.UnixEpoch);
        span.SetTag("enduser.id", "j.jansen").SetTag(LineAttributes.Activity, "urn:a").AddEvent(new ActivityEvent("jansen")).AddBaggage("wie", "jansen");

        var line = SpanLine.Of(span);

        Assert.Equal(LineAttributes.Activity, Assert.Single(line.Attributes).Key);
        Assert.DoesNotContain("jansen", line.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Of(params (string Name, object? Value)[] tags) =>
        LineAttributes.Of(tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value)));
}
