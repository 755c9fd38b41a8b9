using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Dapr;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.BuildingBlocks;

public class BuildingBlockChoiceTests
{
    [Fact]
    public void Development_without_a_sidecar_is_embedded()
    {
        using var services = Builder("Development").AddBuildingBlocks().Services.BuildServiceProvider();

        Assert.IsType<SqliteStateStore>(services.GetRequiredService<IStateStore>());
        Assert.IsType<SecretFile>(services.GetRequiredService<ISecretStore>());
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Development2")]
    public void Any_other_environment_without_a_sidecar_is_refused(string environment)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Builder(environment).AddBuildingBlocks());

        Assert.Contains($"'{environment}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dapr run", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dapr.io/enabled", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DAPR_HTTP_PORT", "3500", "Development")]
    [InlineData("DAPR_HTTP_PORT", "3500", "Production")]
    [InlineData("DAPR_HTTP_ENDPOINT", "http://localhost:3500", "Development")]
    [InlineData("DAPR_HTTP_ENDPOINT", "http://localhost:3500", "Production")]
    public void A_sidecar_is_used_where_a_variable_names_one(string variable, string value, string environment)
    {
        var builder = Builder(environment);
        builder.Configuration[variable] = value;

        using var services = builder.AddBuildingBlocks().Services.BuildServiceProvider();

        Assert.IsType<DaprStateStore>(services.GetRequiredService<IStateStore>());
        Assert.IsType<DaprSecretStore>(services.GetRequiredService<ISecretStore>());
        Assert.IsType<DaprEventBroker>(services.GetRequiredService<IEventBroker>());
        Assert.IsType<DaprInvocation>(services.GetRequiredService<IInvocation>());
    }

    [Theory]
    [InlineData("DAPR_GRPC_PORT", "Development")]
    [InlineData("DAPR_GRPC_PORT", "Production")]
    [InlineData("DAPR_GRPC_ENDPOINT", "Development")]
    [InlineData("DAPR_GRPC_ENDPOINT", "Production")]
    public void A_sidecar_that_cannot_be_called_over_HTTP_is_refused_and_never_answered_with_embedded(string variable, string environment)
    {
        var builder = Builder(environment);
        builder.Configuration[variable] = "50001";

        var refused = Assert.Throws<StartupRefusedException>(builder.AddBuildingBlocks);

        Assert.Contains("DAPR_HTTP_PORT", refused.Message, StringComparison.Ordinal);
        Assert.Contains("DAPR_HTTP_ENDPOINT", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_variable_names_no_sidecar(string value)
    {
        var builder = Builder("Development");
        builder.Configuration["DAPR_HTTP_PORT"] = value;

        builder.AddBuildingBlocks();

        Assert.Contains(builder.Services, service => service.ServiceType == typeof(IStateStore));
    }

    [Fact]
    public void The_files_are_under_the_content_root()
    {
        var builder = Builder("Development");
        using var services = builder.AddBuildingBlocks().Services.BuildServiceProvider();

        var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<EmbeddedOptions>>().Value;

        Assert.Equal(Path.Combine(builder.Environment.ContentRootPath, ".embedded", "state.db"), options.File);
        Assert.Equal(Path.Combine(builder.Environment.ContentRootPath, ".embedded", "secrets.json"), options.Secrets);
        Assert.Equal(builder.Configuration["Component:AppId"], options.AppId);
    }

    private static WebApplicationBuilder Builder(string environment) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
}
