namespace CommonGround.Tools.Faults;

/// <param name="Told">What it means for the client.</param>
/// <param name="Id">The new resource; empty where none was made.</param>
/// <param name="Tag">Its <c>ETag</c>; none after a deletion.</param>
/// <param name="WasUnknown">Whether an earlier attempt of the same change left its outcome open.</param>
internal sealed record Answer(Told Told, Guid Id = default, Tag Tag = default, bool WasUnknown = false);
