namespace CommonGround.Sidecar.Tests.Components.Production;

/// <summary>The whole component as production has it, beside the stand-in: ready, created, listed, published and handled.</summary>
public sealed class ProductionTests : ComponentContract, IClassFixture<PublishedComponent>
{
    private readonly PublishedComponent _published;

    public ProductionTests(PublishedComponent published)
    {
        ArgumentNullException.ThrowIfNull(published);
        Assert.SkipWhen(PublishedComponent.Absent is not null, PublishedComponent.Absent ?? "");
        _published = published;
    }

    [Fact]
    public async Task Without_the_token_of_its_sidecar_it_does_not_start()
    {
        var run = _published.With([("DAPR_HTTP_PORT", "3500")]);
        await using var component = ComponentProcess.Start(run);

        Assert.Equal(1, await component.EndAsync());
        Assert.Contains("APP_API_TOKEN", component.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sidecar_it_does_not_start()
    {
        await using var component = ComponentProcess.Start(_published.With([("APP_API_TOKEN", "example-app-token")]));

        Assert.Equal(1, await component.EndAsync());
        Assert.Contains("There is no Dapr sidecar", component.Output, StringComparison.Ordinal);
    }

    private protected override ComponentHost NewHost() => new StandInHost(run: _published.With);
}
