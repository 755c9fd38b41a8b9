using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.State.Lines;

/// <summary>
/// Is told which documents are read, and by a change (<see cref="IChangeAccess"/>) what it uses. State carries the lines of that and knows
/// nothing of what they say.
/// </summary>
internal interface IAccessLog
{
    /// <summary>The W3C <c>traceparent</c> for what goes on, where its lines have a trace: for the events that a change leaves.</summary>
    string? TraceParent { get; }

    /// <summary>A document was read, for no change.</summary>
    /// <exception cref="InvalidOperationException">It is about persons, and nothing says what for.</exception>
    void Accessed<T>(Oin tenant, Collection<T> collection, T data);

    /// <summary>Documents are searched by a value, whether there are any or not.</summary>
    /// <exception cref="InvalidOperationException">The value stands for a person, and nothing says what for.</exception>
    void Searched<T>(Oin tenant, Collection<T> collection, string lookUp, string value);

    /// <summary>A change begins, beside which others may go on: what it uses belongs to its own commit.</summary>
    IChangeAccess Begin();
}
