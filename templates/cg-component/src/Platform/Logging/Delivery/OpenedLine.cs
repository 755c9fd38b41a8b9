using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>A processing line on its way to a Logboek.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Line">The line.</param>
/// <param name="IsPart">Whether it is a part of an act: its parent is a line of this component, and no caller's.</param>
internal sealed record OpenedLine(Oin Tenant, ProcessingLine Line, bool IsPart);
