using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Logging;

/// <summary>
/// What a component itself says of its use of personal data. For documents, bodies and events it need not: whom they are about is found by their
/// type.
/// </summary>
public interface IProcessing
{
    /// <summary>
    /// The request, event or job that goes on uses data about this person which is in no document, body or event: it asks another component, for
    /// example.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing goes on that names a processing activity.</exception>
    void Concerns(Bsn subject);

    /// <summary>Runs a job that uses personal data and is neither a request nor an event. It returns once its lines are durable.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="activity">What for: a key of <c>processing-activities.json</c>.</param>
    /// <param name="name">What it does, in Dutch, as it stands in the lines.</param>
    /// <param name="job">What it does. What it throws is a failure in the lines.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">There is no such activity.</exception>
    Task<T> RunAsync<T>(Oin tenant, string activity, string name, Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken);
}
