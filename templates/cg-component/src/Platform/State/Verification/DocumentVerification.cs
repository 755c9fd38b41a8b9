using System.Security.Cryptography;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Archiving;

namespace CommonGround.Platform.State.Verification;

/// <summary>Verifies the document of a drained log, which says what else there must be of it (commit-log 16).</summary>
internal sealed class DocumentVerification(DrainedSeal seal)
{
    /// <returns>What is wrong with it, or <see langword="null"/>; a log that is not drained has none.</returns>
    public LogFault? FaultOf(VerifiedLog log)
    {
        if (log.Drained is null)
        {
            return null;
        }

        string what;
        try
        {
            if (seal.Holds(log.Log.Id, new StateItem(log.Text, "")))
            {
                return null;
            }

            what = "is not what was written there: it was altered. What it says of the end, the owners and the blocks of the log cannot be relied on.";
        }
        catch (CryptographicException e)
        {
            what = $"cannot be verified: {e.Message}";
        }

        return new LogFault(log.Log.Id, StateKeys.Drained(log.Log.Id), what);
    }
}
