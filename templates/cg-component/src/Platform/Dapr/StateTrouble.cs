using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>Says what an answer of the state API means and what to do, without the words of sidecar and store.</summary>
internal static class StateTrouble
{
    public static string Explain(SidecarAnswer answer, DaprOptions options) => answer.Error.ErrorCode switch
    {
        "ERR_STATE_STORE_NOT_FOUND" or "ERR_STATE_STORE_NOT_CONFIGURED" =>
            $"The sidecar has no state store '{options.StateStore}' (Dapr:StateStore). Check the name and the scopes of its component.",
        "ERR_MALFORMED_REQUEST" =>
            $"The sidecar refused a request for the state store '{options.StateStore}' ({answer.Summary}). Check that Dapr:MaxBodyBytes, " +
            $"{options.MaxBodyBytes}, is not more than its --max-body-size.",
        _ => SidecarTrouble.Of(answer) ?? $"The state store '{options.StateStore}' failed ({answer.Summary}).",
    };

    /// <exception cref="StateStoreException">The body is larger than a sidecar takes.</exception>
    public static void CheckSize(int bytes, DaprOptions options)
    {
        if (bytes > options.MaxBodyBytes)
        {
            throw new StateStoreException(
                $"A request of {bytes} bytes was not sent to the sidecar: Dapr:MaxBodyBytes is {options.MaxBodyBytes}. Ask for less at once, or raise " +
                "it together with the sidecar's --max-body-size.");
        }
    }
}
