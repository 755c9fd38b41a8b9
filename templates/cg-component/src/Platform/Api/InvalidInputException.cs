using CommonGround.Platform.Api.Input;

namespace CommonGround.Platform.Api;

/// <summary>A rule of the domain finds the input invalid, where its type could not show that: 400 with one error (ADR-18).</summary>
/// <param name="location">A JSON Pointer into the body, such as <c>/ingangsdatum</c> (RFC 6901).</param>
/// <param name="code">A stable name of the rule for programs, in lower case.</param>
/// <param name="detail">What is wrong: Dutch, for the caller, without the value that was sent.</param>
public sealed class InvalidInputException(string location, string code, string detail) : Exception(detail)
{
    internal InputError Error { get; } = new(InputError.Body, location, code, detail);
}
