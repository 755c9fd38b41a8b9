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

    /// <summary>How often the secret is read again, so that a new number is seen without a new start.</summary>
    /// <value>The default value is 1 minute. The range is 1 second to 1 day.</value>
    public TimeSpan KeysInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a new number is known before it is written with. Longer than every replica needs to see it: <see cref="KeysInterval"/>, and with
    /// a sidecar <c>Dapr:SecretLife</c>, together; the start is refused otherwise. At a start the highest number counts at once.
    /// </summary>
    /// <value>The default value is 5 minutes. The range is that sum to 7 days.</value>
    public TimeSpan NewKeyDelay { get; set; } = TimeSpan.FromMinutes(5);
}
