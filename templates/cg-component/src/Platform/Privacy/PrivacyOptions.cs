namespace CommonGround.Platform.Privacy;

/// <summary>How personal data is protected. Section <c>Privacy</c>.</summary>
internal sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>
    /// The name of the secret with the keys for personal data; default <c>personal-data-keys</c>. Its keys are positive whole
    /// numbers, its values at least 32 random bytes as base64. New data is written with the highest number; a number is taken out
    /// only when nothing is left that was written with it.
    /// </summary>
    public string KeysSecret { get; set; } = "personal-data-keys";
}
