namespace CommonGround.Tools.Benchmark;

/// <summary>
/// Makes a generated component listen to the events of its own sample, by text as a supplier does, and measure when they arrive. It does so
/// only where <c>Meting:Luistert</c> says how: <c>verwerkt</c>, each handled in a commit of its own; or <c>ontvangt</c>, where a delivery is
/// acknowledged as soon as it arrives, so that nothing but the sender works for it.
/// </summary>
internal static class ArrivalWatch
{
    public const string Path = "/meting";

    /// <summary>The topic of the pattern of the quickstarts. The component receives these too: both send their events to the same place.</summary>
    public const string PatternTopic = "patroon";

    public static readonly Dictionary<string, string> Handles = new() { ["Meting__Luistert"] = "verwerkt" };

    public static readonly Dictionary<string, string> Receives = new() { ["Meting__Luistert"] = "ontvangt" };

    private const string Code = """
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Globalization;
        using System.Text.Json;
        using CommonGround.Platform.Events;
        using Meting.Aanvragen;

        namespace Meting.Aankomsten;

        /// <summary>Hoe lang na het antwoord 201 een gebeurtenis aankomt, op de klok van dit proces.</summary>
        internal static class Aankomst
        {
            private static readonly ConcurrentDictionary<string, long> s_first = new();
            private static readonly ConcurrentQueue<double> s_delays = new();
            private static long s_total;

            public static void Use(WebApplication app)
            {
                if (app.Configuration["Meting:Luistert"] is not { } how)
                {
                    return;
                }

                app.Use(async (context, next) =>
                {
                    var path = context.Request.Path.Value!;
                    if (path == "/meting")
                    {
                        await context.Response.WriteAsync(Text(takes: !context.Request.QueryString.HasValue));
                    }
                    else if (how == "ontvangt" && path.StartsWith("/events/", StringComparison.Ordinal))
                    {
                        using var json = await JsonDocument.ParseAsync(context.Request.Body);
                        Arrived(json.RootElement.TryGetProperty("subject", out var subject) ? subject.GetString() : null);
                        context.Response.ContentType = "application/json";
                        await context.Response.WriteAsync("{\"status\":\"SUCCESS\"}");
                    }
                    else
                    {
                        await next(context);
                        if (context.Response.StatusCode == 201 && path == "/v1/aanvragen")
                        {
                            Answered(context.Response.Headers.Location.ToString().Split('/')[^1]);
                        }
                    }
                });
            }

            public static void Map(IEndpointRouteBuilder api)
            {
                switch (api.ServiceProvider.GetRequiredService<IConfiguration>()["Meting:Luistert"])
                {
                    case "verwerkt":
                        api.Subscribe<AanvraagGebeurtenis>("aanvragen", "nl.voorbeeld.aanvraag.aangemaakt.v1", Handle, EventTenant.Own, WhichEvents.Every);
                        break;
                    case "ontvangt":
                        api.Subscribe<AanvraagGebeurtenis>("aanvragen", "nl.voorbeeld.aanvraag.aangemaakt.v1", Handle, EventTenant.OfSource, WhichEvents.Every);
                        api.Subscribe<AanvraagGebeurtenis>("patroon", "nl.voorbeeld.patroon.v1", Handle, EventTenant.OfSource, WhichEvents.Every);
                        break;
                }
            }

            private static Task<EventAnswer> Handle(CommonGround.Platform.State.IChanges changes, ReceivedEvent<AanvraagGebeurtenis> received, CancellationToken end)
            {
                Arrived(received.Subject);
                return Task.FromResult(EventAnswer.Success);
            }

            private static void Answered(string id)
            {
                if (!s_first.TryAdd(id, Stopwatch.GetTimestamp()) && s_first.TryRemove(id, out _))
                {
                    s_delays.Enqueue(0);
                }
            }

            private static void Arrived(string? subject)
            {
                Interlocked.Increment(ref s_total);

                // The subject is the collection and the id.
                var id = subject?.Split('/')[^1];
                if (id is not null && !s_first.TryAdd(id, Stopwatch.GetTimestamp()) && s_first.TryRemove(id, out var answered))
                {
                    s_delays.Enqueue(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
                }
            }

            private static string Text(bool takes)
            {
                var delays = new List<double>();
                while (takes && s_delays.TryDequeue(out var delay))
                {
                    delays.Add(delay);
                }

                delays.Sort();
                double Part(double part) => delays.Count == 0 ? 0 : delays[(int)(part * (delays.Count - 1))];
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"total\":{Interlocked.Read(ref s_total)},\"count\":{delays.Count},\"p50\":{Part(0.5):F3},\"p99\":{Part(0.99):F3}}}");
            }
        }

        """;

    public static Task AddAsync(string generated) => AddedCode.AddAsync(
        generated, "Aankomsten/Aankomst.cs", Code, ("app.UseCommonGround();", "Meting.Aankomsten.Aankomst.Use(app);", AddedCode.Before),
        ("api.MapAanvragen();", "Meting.Aankomsten.Aankomst.Map(api);", AddedCode.After));
}
