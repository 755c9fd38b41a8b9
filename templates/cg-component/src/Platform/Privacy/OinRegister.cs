namespace CommonGround.Platform.Privacy;

/// <summary>The registers that an OIN may begin with (OIN-Stelsel, chapter 6; IDN-01).</summary>
internal static class OinRegister
{
    private const string Rsin = "00000001";

    private static readonly HashSet<string> Prefixes =
    [
        Rsin, "00000002", "00000003", "00000004", "00000006", "00000007", "00000008", "00000009", "00000010", "00000011", "00000099",
    ];

    /// <summary>Whether the register is known and, where it is that of RSINs, the RSIN passes the eleven test.</summary>
    public static bool Knows(string oin)
    {
        var prefix = oin[..8];
        return Prefixes.Contains(prefix) && (prefix != Rsin || ElevenTest.Passes(oin.AsSpan(8, 9)));
    }
}
