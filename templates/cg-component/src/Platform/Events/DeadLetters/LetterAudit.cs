using System.Diagnostics;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>The lines of the security log about dead letters. A letter is named by its id, never by what is in it.</summary>
internal sealed class LetterAudit(AuditLog log, LocalAudit local, LineSeal seal)
{
    /// <summary>Who used the command for what, before it is done: what cannot be logged is not done.</summary>
    /// <inheritdoc cref="AuditLog.WriteAsync(Oin, AuditLine, CancellationToken)" path="/exception"/>
    public Task BeginAsync(Oin tenant, string verb, Guid? letter, CancellationToken cancellationToken) =>
        EndAsync(tenant, verb, letter, "begun", cancellationToken);

    /// <summary>What came of it.</summary>
    /// <inheritdoc cref="AuditLog.WriteAsync(Oin, AuditLine, CancellationToken)" path="/exception"/>
    public Task EndAsync(Oin tenant, string verb, Guid? letter, string result, CancellationToken cancellationToken) =>
        log.WriteAsync(tenant, local.OfUser($"{DeadLetterCommand.Name} {verb}", ObjectOf(letter), result), cancellationToken);

    /// <summary>An event is put aside: for the commit of its letter.</summary>
    public EntryLine PutAside(Oin tenant, DeadLetter letter)
    {
        var trace = ActivityContext.TryParse(letter.TraceParent, null, out var cause) ? cause.TraceId.ToHexString() : null;
        return seal.Seal(tenant, local.OfComponent(DeadLetterCommand.Name, ObjectOf(letter.LetterId), "put aside", trace));
    }

    private static string ObjectOf(Guid? letter) => letter is { } id ? $"dead-letters/{id}" : "dead-letters";
}
