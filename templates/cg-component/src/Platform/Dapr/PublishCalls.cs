using System.Text;
using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Dapr;

/// <summary>Divides events over calls of the sidecar, in their order, so that none is larger than it takes.</summary>
internal static class PublishCalls
{
    // The members around an event, and the comma after it.
    private const int Members = 80;

    private const int Brackets = 2;

    /// <summary>How many bytes an event takes of a call at most.</summary>
    public static int SizeOf(OutgoingEvent one) => Members + (6 * one.Id.Length) + Encoding.UTF8.GetByteCount(one.CloudEvent);

    /// <param name="events">At least one; no id twice.</param>
    /// <param name="options">Their <see cref="DaprOptions.MaxBodyBytes"/> counts.</param>
    /// <param name="send">Makes one call, and gives back what was not taken of it.</param>
    /// <returns>What was not taken. An event that is too large for any call is among it, unsent.</returns>
    public static async Task<IReadOnlyList<RefusedEvent>> SendAsync(
        IReadOnlyList<OutgoingEvent> events, DaprOptions options, Func<IReadOnlyList<OutgoingEvent>, Task<IReadOnlyList<RefusedEvent>>> send)
    {
        Check(events);
        var (refused, next, bytes) = (new List<RefusedEvent>(), new List<OutgoingEvent>(), Brackets);
        foreach (var one in events)
        {
            var size = SizeOf(one);
            if (Brackets + size > options.MaxBodyBytes)
            {
                refused.Add(new RefusedEvent(one.Id, $"The event takes {size} bytes, and Dapr:MaxBodyBytes is {options.MaxBodyBytes}."));
                continue;
            }

            if (bytes + size > options.MaxBodyBytes)
            {
                refused.AddRange(await send(next));
                (next, bytes) = ([], Brackets);
            }

            next.Add(one);
            bytes += size;
        }

        if (next.Count > 0)
        {
            refused.AddRange(await send(next));
        }

        return refused;
    }

    private static void Check(IReadOnlyList<OutgoingEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0 || events.DistinctBy(one => one.Id, StringComparer.Ordinal).Count() < events.Count)
        {
            throw new ArgumentException("There is at least one event, and no id twice: the sidecar refuses all then.", nameof(events));
        }
    }
}
