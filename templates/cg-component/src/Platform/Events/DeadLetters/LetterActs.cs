using System.Text;
using CommonGround.Platform.Events.Receiving;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>Logs that somebody is shown what was received about persons, for the activity that names its subscription.</summary>
internal sealed class LetterActs(Acts acts, ActCommits commits, Topics topics)
{
    /// <summary>Returns once it is durable whose data is shown. Of events that no subscription with an activity takes, nothing tells who they are about.</summary>
    /// <exception cref="NotLoggedException">It is not, so the letter is not shown.</exception>
    public async Task ShowAsync(Oin tenant, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (tenant == Oin.Organization || SubscriptionOf(letter) is not { Activity: { } activity } subscription)
        {
            return;
        }

        var act = acts.Enter(new LetterFacts(tenant, activity, subscription.Type));
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(letter.CloudEvent);
            act.Use("the data of a dead letter", subscription.FindSubjects(CloudEventReader.Read(utf8, utf8.Length)));
            await commits.CommitAsync(act, ActOutcome.Done, cancellationToken);
        }
        finally
        {
            act.End();
        }
    }

    private Subscription? SubscriptionOf(DeadLetter letter) =>
        letter is { IsReceived: true, Type: { } type } && topics.Find(letter.Topic) is { } topic && topic.Knows(type, out var subscription) ? subscription : null;
}
