using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Whose refusals are counted together.</summary>
/// <param name="Owner">In whose log they are.</param>
/// <param name="Origin">From where they came.</param>
/// <param name="Actor">Who was refused.</param>
internal readonly record struct RefusalSource(Oin Owner, string Origin, string Actor)
{
    /// <summary>All origins beyond those that are counted apart.</summary>
    public static RefusalSource Others { get; } = new(Oin.Organization, "other origins", "several");
}
