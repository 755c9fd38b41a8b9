using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>Numbers of the test range (PRV-04).</summary>
internal static class Persons
{
    public static Bsn One { get; } = Read("999993653");

    public static Bsn Two { get; } = Read("999994086");

    public static Bsn Three { get; } = Read("999990342");

    /// <summary>So many different ones.</summary>
    public static IEnumerable<Bsn> Many(int count) =>
        Enumerable.Range(0, int.MaxValue).Select(n => Bsn.TryRead($"9{n:00000000}", out var bsn) ? bsn : (Bsn?)null).OfType<Bsn>().Take(count);

    public static string Json(params IEnumerable<Bsn> others) =>
        $$"""{"naam":"Jansen","betrokkenen":[{{string.Join(',', others.Select(bsn => $$"""{"bsn":"{{bsn.Reveal()}}"}"""))}}]}""";

    private static Bsn Read(string digits) => Bsn.TryRead(digits, out var bsn) ? bsn : throw new InvalidOperationException("No BSN.");
}
