using CommonGround.Platform.Logging;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>The command <c>dead-letters</c>: for whoever runs the component, on the store of the component that runs.</summary>
internal sealed class DeadLetterCommand(
    DeadLetterStore letters, DeadLetterTenants tenants, DeadLetterRemoval removal, DeadLetterReplay replay, LetterAudit audit, LetterActs acts)
    : ICommand
{
    public const string Name = "dead-letters";

    private const int Done = 0;
    private const int NotDone = 1;
    private const int PageSize = 100;

    string ICommand.Name => Name;

    public string Usage => DeadLetterArguments.Usage;

    public CommandRun? Parse(IReadOnlyList<string> arguments, out string fault) =>
        DeadLetterArguments.TryParse(arguments, out var asked, out fault)
            ? (output, error, cancellationToken) => RunAsync(asked, output, error, cancellationToken)
            : null;

    /// <param name="asked">What it is to do.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where it says what is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code: 0 where it is done, 1 where it is not.</returns>
    public async Task<int> RunAsync(DeadLetterArguments asked, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return asked.Id is { } id
                ? await OneAsync(asked, id, output, error, cancellationToken)
                : await AllAsync(asked, output, error, cancellationToken);
        }
        catch (Exception e) when (StateTrouble.Is(CauseOf(e)))
        {
            await error.WriteLineAsync(
                $"State does not answer as it should: {CauseOf(e).Message} Run the command again: a received event is not handled twice; one that was published, and " +
                "whose letter could not be removed, is published again with its own id.");
            return NotDone;
        }
    }

    private async Task<int> OneAsync(DeadLetterArguments asked, Guid id, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        foreach (var tenant in await TenantsAsync(asked, cancellationToken))
        {
            if (await letters.FindAsync(tenant, id, cancellationToken) is { } letter)
            {
                return await ActAsync(asked.Verb, tenant, letter, output, error, cancellationToken);
            }
        }

        await error.WriteLineAsync($"There is no dead letter {id}{(asked.Tenant is { } only ? $" of {only}" : "")}.");
        return NotDone;
    }

    private async Task<int> AllAsync(DeadLetterArguments asked, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (asked.Verb == "list")
        {
            await audit.BeginAsync(asked.Tenant ?? Oin.Organization, asked.Verb, null, cancellationToken);
        }

        var (count, code) = (0, Done);
        foreach (var tenant in await TenantsAsync(asked, cancellationToken))
        {
            for (Guid? after = null; ;)
            {
                var page = await letters.ListAsync(tenant, after, PageSize, cancellationToken);
                foreach (var letter in page.Items)
                {
                    count++;
                    code = Math.Max(code, await ActAsync(asked.Verb, tenant, letter.Data, output, error, cancellationToken));
                }

                if ((after = page.Next) is null)
                {
                    break;
                }
            }
        }

        await output.WriteLineAsync(count == 1 ? "1 dead letter" : $"{count} dead letters");
        return code;
    }

    private async Task<int> ActAsync(
        string verb, Oin tenant, DeadLetter letter, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        switch (verb)
        {
            case "list":
                await output.WriteLineAsync(DeadLetterText.Line(tenant, letter));
                return Done;
            case "show":
                await audit.BeginAsync(tenant, verb, letter.LetterId, cancellationToken);
                await acts.ShowAsync(tenant, letter, cancellationToken);
                await output.WriteLineAsync(DeadLetterText.Whole(tenant, letter));
                return Done;
            case "discard":
                await audit.BeginAsync(tenant, verb, letter.LetterId, cancellationToken);
                await removal.RemoveAsync(tenant, letter, cancellationToken);
                await audit.EndAsync(tenant, verb, letter.LetterId, "discarded", cancellationToken);
                await output.WriteLineAsync($"{letter.LetterId} is discarded.");
                return Done;
            default:
                return await ReplayAsync(tenant, letter, output, error, cancellationToken);
        }
    }

    private async Task<int> ReplayAsync(Oin tenant, DeadLetter letter, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await audit.BeginAsync(tenant, "replay", letter.LetterId, cancellationToken);
        var (end, text) = await replay.ReplayAsync(tenant, letter, cancellationToken);
        await audit.EndAsync(tenant, "replay", letter.LetterId, ResultOf(end), cancellationToken);
        switch (end)
        {
            case ReplayEnd.Done:
                await output.WriteLineAsync($"{letter.LetterId} {text}.");
                return Done;
            case ReplayEnd.Refused:
                await letters.TellAsync(tenant, letter.LetterId, text, cancellationToken);
                await error.WriteLineAsync($"{letter.LetterId} stays: it was refused this time too. {Name} show tells why.");
                return NotDone;
            default:
                // What passes must not take the place of the reason why it is here.
                await error.WriteLineAsync($"{letter.LetterId} stays: {DeadLetterText.Masked(text)}");
                return NotDone;
        }
    }

    private static Exception CauseOf(Exception exception) => exception is NotLoggedException { InnerException: { } cause } ? cause : exception;

    // The text may hold personal data.
    private static string ResultOf(ReplayEnd end) => end switch
    {
        ReplayEnd.Done => "done",
        ReplayEnd.Refused => "refused",
        _ => "failed: stays as it is",
    };

    private async Task<IReadOnlyList<Oin>> TenantsAsync(DeadLetterArguments asked, CancellationToken cancellationToken) =>
        asked.Tenant is { } tenant ? [tenant] : await tenants.AllAsync(cancellationToken);
}
