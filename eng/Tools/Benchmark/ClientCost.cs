using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using CommonGround.Platform;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// What the platform's client of the sidecar takes for a call, against a bare <see cref="HttpClient"/> that sends the same request and reads
/// the same answer: one call after the other, in turn, on one stand-in.
/// </summary>
internal static class ClientCost
{
    private const string AppId = "meting";
    private const int Calls = 5_000;
    private const int Rounds = 9;
    private static readonly string s_value = new('x', 600);

    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["Component:AppId"] = AppId,
        ["Tenancy:Mode"] = "Single",
        ["Tenancy:Oin"] = "00000099000000001000",
        ["Api:ServerUrl"] = "https://api.example.nl/meting/v1",
        ["Api:TokenUrl"] = "https://auth.example.nl/token",
        ["Api:Title"] = "Meting",
        ["Api:Description"] = "Wat de client van de sidecar kost.",
        ["Api:Contact:Name"] = "Voorbeeldorganisatie",
        ["Api:Contact:Email"] = "info@example.nl",
        ["Api:Contact:Url"] = "https://example.nl",
    };

    /// <summary>Whether this build says anything: one for debugging is slower than what is published, and only on our side.</summary>
    public static bool CanMeasure => typeof(CommonGroundExtensions).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    public static async Task<IReadOnlyList<Comparison>> MeasureAsync(string aim)
    {
        await using var standIn = new StandIn(AppId);
        var sidecar = await standIn.StartAsync();
        await using var app = await StartAsync(standIn.SettingsOf(sidecar));
        var store = app.Services.GetRequiredService<IStateStore>();
        using var bare = new HttpClient { BaseAddress = sidecar.Address };
        bare.DefaultRequestHeaders.Add("dapr-api-token", standIn.ApiToken);
        if (!await store.TransactAsync([StateOperation.Write("gelezen", s_value)], default))
        {
            throw new InvalidOperationException("The stand-in does not take a transaction.");
        }

        return
        [
            await CompareAsync("client-get", aim, () => store.GetAsync("gelezen", default), () => GetAsync(bare)),
            await CompareAsync(
                "client-transact", aim, () => store.TransactAsync([StateOperation.Write("een", s_value), StateOperation.Write("twee", s_value)], default), () => TransactAsync(bare)),
        ];
    }

    private static async Task<Comparison> CompareAsync(string name, string aim, Func<Task> ours, Func<Task> theirs)
    {
        var (first, second) = (new List<double>(), new List<double>());
        // The first rounds are the compiler's.
        for (var round = -3; round < Rounds; round++)
        {
            var (one, other) = (await TimeAsync(ours), await TimeAsync(theirs));
            if (round >= 0)
            {
                first.Add(one);
                second.Add(other);
            }
        }

        return new(name, "µs", Measure.Median(first), Measure.Median(second), aim);
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++)
        {
            await call();
        }

        return clock.Elapsed.TotalMicroseconds / Calls;
    }

    private static async Task GetAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("v1.0/state/statestore/gelezen", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        _ = (JsonSerializer.Deserialize<string>(await answer.Content.ReadAsByteArrayAsync()), answer.Headers.ETag);
    }

    private static async Task TransactAsync(HttpClient client)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            operations = new[] { "een", "twee" }.Select(key => new { operation = "upsert", request = new { key, value = s_value } }),
        });
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri("v1.0/state/statestore/transaction", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    // It runs as a component does, without a resource: the store is tried before anything else may use it.
    private static async Task<WebApplication> StartAsync(Dictionary<string, string> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        foreach (var (name, value) in settings.Concat(new DevelopmentToken(AppId).Settings))
        {
            builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        builder.Configuration["Urls"] = $"http://127.0.0.1:{Ports.Free()}";
        builder.Configuration["Management:Port"] = Ports.Free().ToString(CultureInfo.InvariantCulture);
        foreach (var (setting, value) in s_settings)
        {
            builder.Configuration[setting] = value;
        }

        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.AddCommonGround();
        var app = builder.Build();
        app.UseCommonGround();
        await app.StartAsync();
        return app;
    }
}
