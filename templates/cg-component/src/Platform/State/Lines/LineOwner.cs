using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Lines;

/// <summary>Whose a line is, from what the store says.</summary>
internal static class LineOwner
{
    /// <exception cref="FormatException">It is neither a tenant's OIN nor the organization.</exception>
    public static Oin Parse(string text) => text == Oin.Organization.ToString() ? Oin.Organization : Oin.Parse(text);
}
