using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CommonGround.Platform.Start;
using CommonGround.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Telemetry;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sidecar_gets_200_and_nothing_else_from_the_app_port()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var answer = await app.Api.GetAsync("/healthz", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("/healthz/")]
    [InlineData("/HEALTHZ")]
    public async Task Health_has_one_path(string path)
    {
        await using var app = await TelemetryApp.StartAsync();
        using var answer = await app.Api.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Management_paths_answer_on_the_management_port_only(string path)
    {
        await using var app = await TelemetryApp.StartAsync();
        using var there = await app.Management.GetAsync(path, Cancel);
        using var here = await app.Api.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, here.StatusCode);
    }

    [Theory]
    [InlineData("/v1/dingen/1")]
    [InlineData("/healthz")]
    [InlineData("/")]
    [InlineData("/metrics/")]
    [InlineData("/HEALTH/LIVE")]
    public async Task Nothing_else_answers_on_the_management_port(string path)
    {
        await using var app = await TelemetryApp.StartAsync();
        using var answer = await app.Management.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Only_reading_is_allowed_on_the_management_port()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var answer = await app.Management.PostAsync("/health/live", null, Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task What_is_missing_is_told_line_by_line()
    {
        var store = new Check { Missing = "the state store does not answer" };
        var secrets = new Check { Missing = "secret 'tenant-keys'\nis missing" };
        await using var app = await TelemetryApp.StartAsync(builder => builder.Services
            .AddSingleton<IReadinessCheck>(store).AddSingleton<IReadinessCheck>(secrets));

        using var before = await app.Management.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(
            "the state store does not answer\nsecret 'tenant-keys' is missing\n", await before.Content.ReadAsStringAsync(Cancel));

        (store.Missing, secrets.Missing) = (null, null);
        using var after = await app.Management.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_component_that_is_not_ready_is_alive()
    {
        await using var app = await TelemetryApp.StartAsync(builder => builder.Services
            .AddSingleton<IReadinessCheck>(new Check { Missing = "everything" }));
        using var answer = await app.Management.GetAsync("/health/live", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_check_that_fails_makes_the_component_unready_without_telling_why()
    {
        await using var app = await TelemetryApp.StartAsync(builder => builder.Services.AddSingleton<IReadinessCheck, FailingCheck>());
        using var answer = await app.Management.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("FailingCheck failed\n", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_component_that_stops_is_alive_but_not_ready()
    {
        await using var app = await TelemetryApp.StartAsync();
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using var ready = await app.Management.GetAsync("/health/ready", Cancel);
        Assert.Equal("the component is stopping\n", await ready.Content.ReadAsStringAsync(Cancel));
        using var live = await app.Management.GetAsync("/health/live", Cancel);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Theory]
    [InlineData("Management:Port", "70000", "Management:Port must be 0 to 65535")]
    [InlineData("Management:Address", "everywhere", "Management:Address must be an IP address")]
    public async Task A_wrong_setting_stops_the_start_with_a_reason(string name, string value, string reason)
    {
        await using var app = TelemetryApp.Build(settings: new() { [name] = value });
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Cancel));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_management_port_in_use_stops_the_start_and_names_the_setting()
    {
        await using var first = await TelemetryApp.StartAsync();
        var port = first.Management.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture);
        await using var second = TelemetryApp.Build(settings: new() { ["Management:Port"] = port });
        var exception = await Assert.ThrowsAsync<StartupRefusedException>(() => second.StartAsync(Cancel));
        Assert.Contains("Set Management:Port to a free port", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_elsewhere_leaves_no_open_port()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var settings = new Dictionary<string, string?> { ["Management:Port"] = port.ToString(CultureInfo.InvariantCulture) };
        await using (var app = TelemetryApp.Build(builder => builder.Services.AddHostedService<FailingStart>(), settings))
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => app.StartAsync(Cancel));
        }

        using var again = new TcpListener(IPAddress.Loopback, port);
        again.Start();
    }

    private sealed class FailingStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Check : IReadinessCheck
    {
        public string? Missing { get; set; }
    }

    private sealed class FailingCheck : IReadinessCheck
    {
        public string? Missing => throw new InvalidOperationException("a secret");
    }
}
