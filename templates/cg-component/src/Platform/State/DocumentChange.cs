namespace CommonGround.Platform.State;

/// <summary>What becomes of one document in a commit, however many steps a decision took to it.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Version">Its version then; a deletion counts as one more.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Document">The <c>Document&lt;T&gt;</c> as it is then, or as it last was where it is deleted.</param>
internal sealed record DocumentChange(string Collection, Guid Id, long Version, ChangeKind Kind, object Document);
