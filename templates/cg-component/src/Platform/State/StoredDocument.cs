namespace CommonGround.Platform.State;

/// <summary>A document as it stands in the store.</summary>
/// <remarks>
/// The data is sealed as a whole under the document's key, so that every field is protected, free text too, and the text opens
/// nowhere else. The keyed hashes by which the document can be found stand beside it: the index decides membership
/// by them, and needs neither a key nor the supplier's type (commit-log 14).
/// </remarks>
/// <param name="Schema">The schema version that the data was written with.</param>
/// <param name="Version">How often the document was changed, from 1.</param>
/// <param name="Data">The sealed JSON of the supplier's type.</param>
/// <param name="LookUps">Per look-up <c>{key number}/{keyed hash}</c>; a look-up without a value is not in it.</param>
internal sealed record StoredDocument(int Schema, long Version, string Data, IReadOnlyDictionary<string, string>? LookUps);
