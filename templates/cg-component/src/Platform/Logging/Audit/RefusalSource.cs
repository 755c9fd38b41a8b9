using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>Which refusals are counted together.</summary>
/// <param name="Owner">In whose log they are.</param>
/// <param name="Origin">From where they came.</param>
/// <param name="Actor">Who was refused.</param>
/// <param name="Action">What the counted line says that they were.</param>
internal readonly record struct RefusalSource(Oin Owner, string Origin, string Actor, string Action = RefusalSource.Requests)
{
    /// <summary>Refused by the component.</summary>
    public const string Requests = "requests";

    /// <summary>Refused by the web server itself: it could not read them, so none of them ever has a line of its own.</summary>
    public const string Rejected = "rejected requests";

    /// <summary>All origins beyond those that are counted apart.</summary>
    public static RefusalSource Others { get; } = new(Oin.Organization, "other origins", "several");
}
