using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>Each tenant's lines go to its own Logboek where it has one, and one that is down stops its own only (commit-log 10).</summary>
public sealed class LogboekPerTenantTests
{
    private static readonly string s_own = $"logboek-{Tenants.Two}";

    private readonly FaultyStore _store = new();

    private string Log => Assert.Single(_store.Registered().Logs).Id;

    [Fact]
    public async Task Each_gets_the_lines_of_its_own_tenants()
    {
        await using var common = await LogboekCollector.StartAsync();
        await using var own = await LogboekCollector.StartAsync();
        await using var host = await StartAsync(common, own);

        await host.CommitAsync(Tenants.One, DeliveryHost.Line(1));
        await host.CommitAsync(Tenants.Two, DeliveryHost.Line(2));
        await host.CommitAsync(Tenants.One, DeliveryHost.Line(3));

        await Eventually.TrueAsync(() => _store.ProgressOf(Log, "logboek") == new Progress(3, 0) && own.Written.Count == 1);
        Assert.Equal(["regel 1", "regel 3"], common.Written.Select(span => span.Name));
        Assert.Equal(["regel 2"], own.Written.Select(span => span.Name));
    }

    [Fact]
    public async Task One_that_is_down_stops_its_own_progress_only()
    {
        await using var common = await LogboekCollector.StartAsync();
        await using var own = await LogboekCollector.StartAsync();
        own.Answers = LogboekCollector.Status(503);
        await using var host = await StartAsync(common, own);
        for (var i = 0; i < 10; i++)
        {
            await host.CommitAsync(i % 2 == 0 ? Tenants.One : Tenants.Two, DeliveryHost.Line(i));
        }

        await Eventually.TrueAsync(() => common.Written.Count == 5 && own.Calls.Count >= 2);
        Assert.InRange(_store.ProgressOf(Log, s_own).Next, 0, 1);
        Assert.Empty(own.Written);

        own.Answers = (_, _) => Task.FromResult(false);
        await Eventually.TrueAsync(() => own.Written.Count == 5);
    }

    [Fact]
    public async Task What_a_tenant_left_before_it_got_its_own_goes_where_it_went()
    {
        await using var common = await LogboekCollector.StartAsync();
        await using var own = await LogboekCollector.StartAsync();
        common.Answers = LogboekCollector.Status(503);
        await using (var before = await DeliveryHost.StartAsync(_store, ("Logboek:Endpoint", $"{common.Endpoint}")))
        {
            await before.CommitAsync(Tenants.Two, DeliveryHost.Line(1));
            await before.KillAsync();
        }

        var log = Log;
        common.Answers = (_, _) => Task.FromResult(false);
        await using var host = await StartAsync(common, own);
        await host.DrainAsync(log);
        await host.CommitAsync(Tenants.Two, DeliveryHost.Line(2));

        await Eventually.TrueAsync(() => own.Written.Count == 1 && common.Written.Count == 1);
        Assert.Equal(["regel 1"], common.Written.Select(span => span.Name));
        Assert.Equal(["regel 2"], own.Written.Select(span => span.Name));
    }

    [Fact]
    public async Task The_headers_of_a_secret_go_to_the_Logboek_that_names_it_and_to_no_other()
    {
        await using var common = await LogboekCollector.StartAsync();
        await using var own = await LogboekCollector.StartAsync();
        var secrets = new DeliveryHost.TestSecrets();
        secrets.Values["logboek"] = new Dictionary<string, string> { ["authorization"] = "Bearer een", ["x-scope-orgid"] = "a" };
        await using var host = await DeliveryHost.StartAsync(
            _store, services => services.AddSingleton<ISecretStore>(secrets), [.. Settings(common, own), ("Logboek:Secret", "logboek"), ("Logboek:Tenants:00000003876543210000:Secret", "eigen")]);
        await host.CommitAsync(Tenants.One, DeliveryHost.Line(1));
        await host.CommitAsync(Tenants.Two, DeliveryHost.Line(2));
        await Eventually.TrueAsync(() => common.Written.Count == 1);
        var headers = common.Heads.First().Headers;
        Assert.Equal(("Bearer een", "a"), (headers.Authorization.ToString(), headers["x-scope-orgid"].ToString()));
        Assert.Empty(own.Calls);

        // A store with one value per secret gives it under the secret's own name.
        secrets.Values["eigen"] = new Dictionary<string, string> { ["eigen"] = "Bearer twee" };
        await Eventually.TrueAsync(() => own.Written.Count == 1);
        Assert.Equal("Bearer twee", own.Heads.First().Headers.Authorization.ToString());
        Assert.Equal(0, own.Heads.First().Headers["x-scope-orgid"].Count);
    }

    [Theory]
    [InlineData("authorization", "Bearer een\r\nx-ander: twee")]
    [InlineData("content-type", "text/html")]
    [InlineData("met spatie", "een")]
    public async Task A_value_that_is_no_header_is_not_sent_and_not_repeated(string name, string value)
    {
        var secrets = new DeliveryHost.TestSecrets();
        secrets.Values["logboek"] = new Dictionary<string, string> { [name] = value };

        var refused = await Assert.ThrowsAsync<SecretMissingException>(
            () => new Platform.Logging.Delivery.Otlp.LogboekHeaders(secrets, "logboek").ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"'{name}' of the secret 'logboek'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    private Task<StateHost> StartAsync(LogboekCollector common, LogboekCollector own) => DeliveryHost.StartAsync(_store, Settings(common, own));

    private static (string Name, string Value)[] Settings(LogboekCollector common, LogboekCollector own) =>
        [("Logboek:Endpoint", $"{common.Endpoint}"), ("Logboek:Tenants:00000003876543210000:Endpoint", $"{own.Endpoint}eigen/pad"), DeliveryHost.LooksOften];
}
