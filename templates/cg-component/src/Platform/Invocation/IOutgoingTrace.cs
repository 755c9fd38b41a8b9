namespace CommonGround.Platform.Invocation;

/// <summary>Says which trace a call to elsewhere belongs to, where that is another than the one that is measured.</summary>
internal interface IOutgoingTrace
{
    /// <summary>A W3C <c>traceparent</c>, or <see langword="null"/> where nothing says otherwise.</summary>
    string? TraceParent { get; }
}
