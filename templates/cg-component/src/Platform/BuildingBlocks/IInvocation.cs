namespace CommonGround.Platform.BuildingBlocks;

/// <summary>Reaches other components by their app-id.</summary>
public interface IInvocation
{
    /// <summary>
    /// Makes the handler that carries requests to a component. A request's address is <c>http://{app-id}/</c> with path and query; method,
    /// headers, body, status and answer go through unchanged.
    /// </summary>
    /// <remarks>
    /// The handler tries nothing again. It throws <see cref="HttpRequestException"/> where the request never reached the component: what
    /// the component itself answered, a 500 included, is an answer.
    /// </remarks>
    /// <param name="appId">The app-id, in lower case and hyphens.</param>
    HttpMessageHandler CreateHandler(string appId);
}
