using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State;

/// <summary>Failures of state that pass: the store, or the keys, are not there now. What failed is tried again.</summary>
internal static class StateTrouble
{
    public static bool Is(Exception exception) =>
        exception is StateUnavailableException or StateBusyException or OutcomeUnknownException or TenantKeysMissingException;
}
