using CommonGround.Sidecar.App;
using CommonGround.Sidecar.Invocation;
using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.Secrets;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Http;

/// <summary>Finds the API that a request is for.</summary>
internal sealed class Apis(SidecarOptions options, AppConnection app)
{
    private readonly StateApi _state = new(options);
    private readonly PublishApi _publish = new(options);
    private readonly SecretApi _secrets = new(options);
    private readonly InvocationApi _invocation = new(options, app);
    private readonly MetadataApi _metadata = new(options, app);

    public async Task<Answer> AnswerAsync(ArrivedRequest request) =>
        (request.Path switch
        {
            ["v1.0", "state", ..] => _state.Answer(request),
            ["v1.0-alpha1", "state", var store, "query"] => _state.Query(store),
            ["v1.0", "publish", "bulk", _, _, ..] => _publish.Bulk(request),
            ["v1.0-alpha1", "publish", "bulk", _, _, ..] => _publish.Bulk(request),
            ["v1.0", "publish", _, _, ..] => _publish.One(request),
            ["v1.0", "secrets", ..] => _secrets.Answer(request),
            ["v1.0", "metadata", ..] => _metadata.Answer(request),
            ["v1.0", "healthz", ..] => _metadata.Health(request),
            ["v1.0", "configuration", _] => Answer.Error(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", "configuration stores not configured"),
            _ => null,
        })
        ?? await _invocation.AnswerAsync(request);
}
