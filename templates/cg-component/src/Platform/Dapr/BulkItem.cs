using System.Text.Json.Serialization;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>One key in the answer of a bulk get. An absent one has neither data nor etag.</summary>
internal sealed record BulkItem(string Key, [property: JsonConverter(typeof(TextConverter))] string? Data, string? Etag, string? Error)
{
    /// <exception cref="StateStoreException">The store failed for this key, or it holds what the platform did not write.</exception>
    public StateItem? ToItem() =>
        !string.IsNullOrEmpty(Error) ? throw new StateStoreException(Failed)
        : Data is null && string.IsNullOrEmpty(Etag) ? null
        : Data is null || string.IsNullOrEmpty(Etag) ? throw new StateStoreException(NoText)
        : new StateItem(Data, Etag);

    public const string Failed = "The state store failed for one key of a bulk get.";

    public const string NoText = "The state store holds a value that is no text with an etag: something other than the platform wrote it.";
}
