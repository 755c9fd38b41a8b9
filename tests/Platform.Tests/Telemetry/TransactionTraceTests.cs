using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Telemetry;

/// <summary>Of which trace a request is that came through an inway (FSC-10).</summary>
public sealed class TransactionTraceTests
{
    private const string Transaction = "0199f000-0000-7000-8000-000000000001";
    private const string OfTransaction = "0199f000000070008000000000000001";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData(null, Transaction, OfTransaction)]
    [InlineData($"00-{Trace}-b7ad6b7169203331-01", Transaction, Trace)]
    [InlineData(null, "0199f000-0000-4000-8000-000000000001", null)]
    [InlineData(null, "geen id", null)]
    [InlineData(null, null, null)]
    public async Task A_transaction_stands_in_for_a_trace_that_was_lost(string? traceParent, string? transaction, string? expected)
    {
        var came = new TraceOfRequest();
        await using var app = await TelemetryApp.StartAsync(builder => builder.Services.AddSingleton<IStartupFilter>(came));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/dingen/7");
        request.Headers.TryAddWithoutValidation("Fsc-Transaction-Id", transaction);
        request.Headers.TryAddWithoutValidation("traceparent", traceParent ?? "");

        using var answer = await app.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.NotNull(came.Trace);
        Assert.Equal(expected is not null, came.Trace == expected);
        Assert.NotEqual(default(ActivityTraceId).ToHexString(), came.Trace);
        Assert.True(expected is not null || !came.Trace!.StartsWith("0199f000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leverancier=1", true)]
    [InlineData("bsn=999993653", false)]
    [InlineData("lang=", false)]
    public async Task The_state_of_a_trace_goes_on_unless_it_is_personal_or_without_end(string state, bool goesOn)
    {
        var came = new TraceOfRequest();
        await using var app = await TelemetryApp.StartAsync(builder => builder.Services.AddSingleton<IStartupFilter>(came));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/dingen/7");
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        var sent = state.EndsWith('=') ? state + new string('x', 8192) : state;
        request.Headers.TryAddWithoutValidation("tracestate", sent);

        using var answer = await app.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((Trace, goesOn ? sent : null), (came.Trace, came.State));
    }

    private sealed class TraceOfRequest : IStartupFilter
    {
        public string? Trace { get; private set; }

        public string? State { get; private set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                Trace = Activity.Current?.TraceId.ToHexString();
                State = Activity.Current?.TraceStateString;
                return then(context);
            });
            next(app);
        };
    }
}
