namespace CommonGround.Platform.Tests.Invocation;

/// <summary>A handler of a supplier that passes headers on which it should not.</summary>
internal sealed class PassingOn(params string[] names) : DelegatingHandler
{
    public const string Value = "van-ons";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Array.ForEach(names, name => request.Headers.TryAddWithoutValidation(name, Value));
        return base.SendAsync(request, cancellationToken);
    }
}
