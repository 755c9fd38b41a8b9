using CommonGround.Platform.Logging.Processing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Logging;

public static class ProcessingExtensions
{
    /// <summary>
    /// Says what an endpoint uses personal data for. Each request leaves a line in the Logboek Dataverwerkingen, with whom it was about, before its
    /// answer goes out. Data about persons is used by such endpoints only; what is said last counts.
    /// </summary>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="activity">A key of <c>processing-activities.json</c>, such as <c>aanvraag-behandelen</c>. One that is not there is refused at start.</param>
    public static TBuilder Processes<TBuilder>(this TBuilder builder, string activity)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(activity);
        builder.Add(endpoint => endpoint.Metadata.Add(
            endpoint.ApplicationServices.GetRequiredService<ProcessingActivities>().Find(activity, endpoint.DisplayName ?? "An endpoint")));
        return builder;
    }
}
