using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A processing line as it is durable: what it says, and what stands beside it in the entry.</summary>
internal sealed record LoggedLine(EntryLine Entry, ProcessingLine Line)
{
    public string Activity => Attribute(LineAttributes.Activity)!;

    public string? Subject => Attribute(LineAttributes.Subject);

    public string? Processor => Attribute(LineAttributes.Processor);

    public string? Attribute(string name) => Line.Attributes.GetValueOrDefault(name);
}
