namespace CommonGround.Platform.Logging.Processing;

/// <summary>What personal data is used for: one version of an entry of the register of processing activities (LDV-18). Metadata of an endpoint.</summary>
/// <param name="Key">How code names it, such as <c>aanvraag-behandelen</c>.</param>
/// <param name="Uri">The <c>VerwerkingsactiviteitId</c>, as it stands in each line: <c>dpl.core.processing_activity_id</c>.</param>
/// <param name="Name">What people call it, in Dutch.</param>
/// <param name="Description">What it is about, in Dutch.</param>
public sealed record ProcessingActivity(string Key, Uri Uri, string Name, string Description);
