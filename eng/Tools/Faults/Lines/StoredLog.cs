namespace CommonGround.Tools.Faults.Lines;

/// <summary>A log that is registered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HasEnded">Whether nothing is written in it any more.</param>
/// <param name="Numbers">The keys of its numbers, in order.</param>
internal sealed record StoredLog(string Id, bool HasEnded, IReadOnlyList<string> Numbers);
