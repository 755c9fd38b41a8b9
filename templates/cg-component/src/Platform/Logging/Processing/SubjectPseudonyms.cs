using System.Globalization;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>
/// Under what a person stands in the logs: a keyed hash of the BSN under a numbered key of the tenant (LDV-16, PRV-02). It is the same in the
/// line and beside it, where it is searched by; a search asks for it under every number (commit-log 15).
/// </summary>
internal sealed class SubjectPseudonyms(ITenantKeys keys)
{
    /// <summary><c>dpl.core.data_subject_id_type</c>.</summary>
    public const string Type = "BSN";

    private const string Purpose = "logging/subject/BSN";

    /// <returns><c>{key number}/{keyed hash}</c></returns>
    public string Of(Oin tenant, int keyNumber, Bsn subject) =>
        string.Create(CultureInfo.InvariantCulture, $"{keyNumber}/{keys.Hash(tenant, keyNumber, Purpose, subject.Reveal())}");
}
