using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CommonGround.Platform.Privacy;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Tests.Privacy;

public class BsnTests
{
    private const string Digits = "999993653";

    private static readonly Bsn s_bsn = Read(Digits);

    [Fact]
    public void It_is_compared_by_its_digits()
    {
        Assert.Equal(Read(Digits), s_bsn);
        Assert.True(Read(Digits) == s_bsn);
        Assert.True(Read("999994086") != s_bsn);
        Assert.Single(new HashSet<Bsn> { s_bsn, Read(Digits) });
    }

    [Fact]
    public void No_way_to_print_it_shows_its_digits()
    {
        string[] printed =
        [
            s_bsn.ToString(),
            $"{s_bsn} {s_bsn:N} {s_bsn,20}",
            string.Format(CultureInfo.InvariantCulture, "{0:G} {1}", s_bsn, (Bsn?)s_bsn),
            Convert.ToString((object)s_bsn, CultureInfo.InvariantCulture)!,
            new Applicant("Jansen", s_bsn).ToString(),
            (Naam: "Jansen", Bsn: s_bsn).ToString(),
            TypeDescriptor.GetConverter(typeof(Bsn)).ConvertToInvariantString(s_bsn)!,
            new ArgumentOutOfRangeException("bsn", s_bsn, "wrong").ToString(),
            new KeyNotFoundException($"There is no {s_bsn}.").ToString(),
        ];

        Assert.All(printed, text => Assert.DoesNotContain(Digits, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_line_does_not_show_its_digits()
    {
        var logger = new WrittenLog();

#pragma warning disable CA1848, CA2254, CA1873 // What a supplier may write by mistake is what is tested.
        logger.LogInformation("{Bsn} {@Bsn} {$Bsn} {Applicant}", s_bsn, s_bsn, s_bsn, new Applicant("Jansen", s_bsn));
        logger.LogError(new InvalidOperationException($"{s_bsn}"), $"{s_bsn}");
#pragma warning restore CA1848, CA2254, CA1873

        Assert.Equal(2, logger.Lines.Count);
        Assert.All(logger.Lines, line => Assert.DoesNotContain(Digits, line, StringComparison.Ordinal));
    }

    /// <summary>Loggers that take objects apart, and debuggers, go by public properties and fields.</summary>
    [Fact]
    public void There_is_nothing_in_it_to_take_out()
    {
        Assert.Empty(typeof(Bsn).GetProperties());
        Assert.Empty(typeof(Bsn).GetFields());
        Assert.All(
            typeof(Bsn).GetFields(BindingFlags.NonPublic | BindingFlags.Instance),
            field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
        Assert.Equal("Bsn (redacted)", typeof(Bsn).GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
    }

    [Fact]
    public void Only_json_holds_its_digits()
    {
        var json = JsonSerializer.Serialize(new Applicant("Jansen", s_bsn));

        Assert.Equal("""{"Naam":"Jansen","Bsn":"999993653"}""", json);
        Assert.Equal(s_bsn, JsonSerializer.Deserialize<Applicant>(json)!.Bsn);
    }

    [Theory]
    [InlineData("\"999993654\"")]
    [InlineData("\"99999365\"")]
    [InlineData("999993653")]
    [InlineData("[999993653]")]
    [InlineData("{\"999993653\":1}")]
    [InlineData("null")]
    [InlineData("true")]
    public void Wrong_json_is_refused_without_repeating_it(string value)
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Applicant>($$"""{"Naam":"Jansen","Bsn":{{value}}}"""));

        Assert.DoesNotContain("99999365", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_never_filled_in_is_neither_revealed_nor_written()
    {
        Assert.Throws<InvalidOperationException>(() => default(Bsn).Reveal());
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(default(Bsn)));
    }

    private static Bsn Read(string digits)
    {
        Assert.True(Bsn.TryRead(digits, out var bsn));
        return bsn;
    }

    private sealed record Applicant(string Naam, Bsn Bsn);
}
