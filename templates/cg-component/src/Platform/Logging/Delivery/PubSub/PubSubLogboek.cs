using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Telemetry;

namespace CommonGround.Platform.Logging.Delivery.PubSub;

/// <summary>A component that keeps the log, reached over the event broker: its acknowledgement is the broker's.</summary>
/// <param name="broker">The event broker.</param>
/// <param name="system">What this component is called in the <c>source</c> of its events.</param>
/// <param name="service">What it is called, and its version.</param>
/// <param name="options">The settings.</param>
/// <param name="time">The time.</param>
internal sealed class PubSubLogboek(IEventBroker broker, string system, ServiceIdentity service, LogboekOptions options, TimeProvider time) : ILogboek
{
    public async Task<LogboekAnswer> SendAsync(IReadOnlyList<OpenedLine> lines, CancellationToken cancellationToken)
    {
        var events = lines.Select(line => new OutgoingEvent(LineEvent.IdOf(line.Line), LineEvent.Write(system, service, line), null)).ToList();
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var refused = await broker.PublishAsync(options.Topic, events, either.Token);
            return new LogboekAnswer(refused.Count, refused.Count == 0 ? "" : refused[0].Reason);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogboekException($"The broker did not answer within {options.Timeout} (Logboek:Timeout).", silent);
        }
        catch (EventBrokerException failed)
        {
            throw new LogboekException(failed.Message, failed);
        }
    }
}
