using Polly;

namespace CommonGround.Platform.Invocation;

/// <summary>What the pipeline knows of one call.</summary>
/// <param name="MayRepeat">Whether it is safe to send again.</param>
/// <param name="Method">For the log.</param>
/// <param name="Ends">The timestamp at which its time is over.</param>
internal sealed record CallInProgress(bool MayRepeat, string Method, long Ends)
{
    public static readonly ResiliencePropertyKey<CallInProgress> Key = new("CommonGround.CallInProgress");

    public static CallInProgress Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
