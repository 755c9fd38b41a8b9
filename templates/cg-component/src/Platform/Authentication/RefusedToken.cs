namespace CommonGround.Platform.Authentication;

/// <summary>The feature of a request whose token was refused, or could not be judged: the middleware keeps the result only where it succeeds.</summary>
/// <param name="Failure">Why. Its text may hold parts of the token; its type does not.</param>
internal sealed record RefusedToken(Exception Failure);
