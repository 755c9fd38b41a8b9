using System.Diagnostics;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Processing;

/// <summary>What of an act one commit has to write.</summary>
/// <param name="IsNews">No durable line has its outcome.</param>
/// <param name="Head">The span of the line that says so, or <see langword="null"/> where persons are all that is new.</param>
/// <param name="Parent">The span that the lines of persons go beneath; none where there is nothing for the processing log.</param>
/// <param name="Only">The person in the first line, where it is about exactly one.</param>
/// <param name="Children">The persons with a line of their own: several are never in one (LDV-04).</param>
internal sealed record ActRemainder(bool IsNews, Activity? Head, Activity? Parent, Bsn? Only, IReadOnlyList<Bsn> Children);
