using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.State.Receiving;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Events.Receiving;

/// <summary>
/// Handles one event: finds its subscription and its tenant, and runs the handler in one commit with the event's mark. The same for a
/// delivery and for a dead letter that is handled again.
/// </summary>
internal sealed partial class EventHandling(Inbox inbox, TenantOfEvents tenants, EventActs acts, ILogger<EventHandling> logger)
{
    /// <param name="topic">Where it came from.</param>
    /// <param name="received">The event.</param>
    /// <param name="alongside">
    /// For a dead letter that is handled again: what else belongs into the commit. Then the event's age does not count (commit-log 19).
    /// </param>
    /// <param name="cancellationToken">Whoever delivers waits no longer.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> is cancelled.</exception>
    public async Task<Verdict> HandleAsync(
        Topic topic, CloudEvent received, Func<Changes, CancellationToken, Task>? alongside, CancellationToken cancellationToken)
    {
        var tenant = TenantOf(topic, received) ?? Oin.Organization;
        if (received.Fault is { } fault)
        {
            return Verdict.Drop(tenant, fault);
        }

        if (!topic.Knows(received.Type!, out var subscription))
        {
            return Verdict.Drop(tenant, $"Nothing subscribes to its type '{received.Type}'.");
        }

        if (subscription is null)
        {
            return Verdict.Done("ignored", tenant);
        }

        if (tenant == Oin.Organization)
        {
            return Verdict.Drop(tenant, $"Its source '{received.Source}' is not among {SubscriptionOptions.Section}:TrustedSources.");
        }

        var act = acts.Enter(topic, subscription, received, tenant);
        try
        {
            return await HandleAsync(act, topic, subscription, received, tenant, alongside, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await acts.LogCancelledAsync(act);
            throw;
        }
        catch (Exception e)
        {
            return await acts.LogAsync(act, Judge(e, topic, received, tenant), e);
        }
        finally
        {
            act.End();
        }
    }

    /// <returns>Whose event it is, or <see langword="null"/> where no subscription of the topic tells.</returns>
    public Oin? TenantOf(Topic topic, CloudEvent received)
    {
        if (received.Type is { } type && topic.Knows(type, out var subscription) && subscription is not null)
        {
            return tenants.Find(subscription.Tenant, received.Source ?? "");
        }

        var all = topic.Subscriptions.Select(other => tenants.Find(other.Tenant, received.Source ?? "")).Distinct().ToList();
        return all is [var only] ? only : null;
    }

    /// <summary>What says that an event is done with: whose mark, if that is known, and how long it lives.</summary>
    public (Oin? Tenant, TimeSpan Life) MarkOf(Topic topic, CloudEvent received)
    {
        topic.Knows(received.Type ?? "", out var subscription);
        return (TenantOf(topic, received), inbox.LifeOfMark(Subscription.Receipt(topic.Name, received, subscription?.MarkLife)));
    }

    private async Task<Verdict> HandleAsync(
        Act act, Topic topic, Subscription subscription, CloudEvent received, Oin tenant, Func<Changes, CancellationToken, Task>? alongside,
        CancellationToken cancellationToken)
    {
        var receipt = subscription.Receipt(topic.Name, received, isReplay: alongside is not null);
        var handle = subscription.Bind(received, tenant, act);
        var reception = await inbox.TakeAsync(
            tenant,
            receipt,
            async (changes, token) =>
            {
                if (await handle(changes, token) is { Outcome: not DeliveryOutcome.Success } answer)
                {
                    throw new NotHandledException(answer);
                }

                await (alongside?.Invoke(changes, token) ?? Task.CompletedTask);
            },
            cancellationToken);
        return reception switch
        {
            Reception.Handled => Verdict.Done("handled", tenant),
            Reception.Repeated => Verdict.Done("repeated", tenant),
            Reception.Older => Verdict.Done("older", tenant),
            _ => Verdict.Drop(
                tenant, $"Its time is {received.Time:O}: too long ago to know whether it was handled before, or not there yet (commit-log 19)."),
        };
    }

    private Verdict Judge(Exception exception, Topic topic, CloudEvent received, Oin tenant)
    {
        switch (exception)
        {
            case NotHandledException { Answer: { Outcome: DeliveryOutcome.Drop } drop }:
                return Verdict.Drop(tenant, drop.Reason!);
            case NotHandledException { Answer: { } retry }:
                return Verdict.Retry(tenant, retry.Reason!);
            case UnusableEventException:
                return Verdict.Drop(tenant, exception.Message);
            case ChangeTooLargeException:
                return Verdict.Drop(tenant, $"What its handler changes does not fit in one commit. {exception.Message}");
            case var trouble when StateTrouble.Is(trouble):
                return Verdict.NoState(tenant, $"State could not take the change. {exception.Message}");
            default:
                Log.Failed(logger, received.Id!, topic.Name, exception);
                return Verdict.Retry(tenant, $"Its handler failed. {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The handler of event {EventId} of {Topic} failed; it is to be delivered again.")]
        public static partial void Failed(ILogger logger, string eventId, string topic, Exception exception);
    }
}
