using System.Globalization;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>A dead letter as the command prints it.</summary>
internal static class DeadLetterText
{
    /// <summary>One line, without anything that may be personal: neither the event's data nor the reason.</summary>
    public static string Line(Oin tenant, DeadLetter letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{letter.LetterId}  {letter.PutAt:u}  {tenant}  {(letter.IsReceived ? "from" : "to")} {letter.Topic}  {Masked(letter.Type ?? "-")}  {Masked(letter.Id)}");

    /// <summary>All of it.</summary>
    public static string Whole(Oin tenant, DeadLetter letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        letter    {letter.LetterId}
        put       {letter.PutAt:u}
        tenant    {tenant}
        topic     {letter.Topic} ({(letter.IsReceived ? "received" : $"to be published, by {letter.Destination}")})
        source    {OneLine(letter.Source)}
        id        {OneLine(letter.Id)}
        type      {OneLine(letter.Type ?? "-")}
        trace     {OneLine(letter.TraceParent ?? "-")}
        reason    {OneLine(letter.Reason)}
        event     {(letter.CloudEvent.Length > 0 ? OneLine(letter.CloudEvent) : "too large to keep")}
        """);

    /// <summary>What others wrote, on one line, without what looks like a BSN or a token: an id should be neither, and may be all the same.</summary>
    public static string Masked(string text) => Redaction.Mask(OneLine(text));

    /// <summary>What others wrote must not draw on the terminal.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
