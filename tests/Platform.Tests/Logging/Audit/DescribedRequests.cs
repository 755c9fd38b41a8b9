using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Logging.Audit;

/// <summary>Describes each request of a test's component after its pipeline, and keeps the lines.</summary>
internal sealed class DescribedRequests : IStartupFilter, IDisposable
{
    public static readonly DateTimeOffset Began = new(2026, 5, 1, 14, 0, 0, TimeSpan.FromHours(2));

    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RequestAudit _audit;

    public DescribedRequests(AuditOptions options, TimeProvider time) =>
        _audit = new RequestAudit(new RefusalCounts(Options.Create(options), time), new AuditMetrics(Meters), new Ready());

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public ConcurrentQueue<(Oin Owner, AuditLine Line)> Lines { get; } = [];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => async context =>
        {
            await rest(context);
            Describe(context);
        });
        next(app);
    };

    public void Dispose() => _services.Dispose();

    private void Describe(HttpContext context)
    {
        if (_audit.TryDescribe(context, context.Response.StatusCode, null, Began, TraceId, out var owner, out var line))
        {
            Lines.Enqueue((owner, line));
        }
    }

    private sealed class Ready : IStateReadiness
    {
        public string? Missing => null;
    }
}
