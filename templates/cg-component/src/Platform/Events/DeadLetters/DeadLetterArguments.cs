using System.Diagnostics.CodeAnalysis;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Events.DeadLetters;

/// <summary>What the command <c>dead-letters</c> was asked for.</summary>
internal sealed record DeadLetterArguments(string Verb, Oin? Tenant, Guid? Id)
{
    public const string Usage = """
        dotnet run --project src/Component -- dead-letters list    [--tenant OIN]
                                                           show    ID [--tenant OIN]
                                                           replay  ID [--tenant OIN]
                                                           replay  --all [--tenant OIN]
                                                           discard ID [--tenant OIN]
        Without --tenant it looks in all tenants, and in what belongs to none. Only show prints the event and why it is there.
        """;

    /// <param name="arguments">What follows <c>dead-letters</c>.</param>
    /// <param name="parsed">The arguments.</param>
    /// <param name="fault">What is wrong with them.</param>
    public static bool TryParse(IReadOnlyList<string> arguments, [NotNullWhen(true)] out DeadLetterArguments? parsed, out string fault)
    {
        (parsed, fault) = (null, "");
        var verb = arguments.Count > 0 ? arguments[0] : "";
        if (verb is not ("list" or "show" or "replay" or "discard"))
        {
            fault = verb.Length == 0 ? "Say what to do with the dead letters." : $"'{verb}' is not understood.";
            return false;
        }

        Oin? tenant = null;
        Guid? id = null;
        var all = false;
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments[i] == "--tenant" && i + 1 < arguments.Count && Oin.TryParse(arguments[i + 1], out var oin))
            {
                (tenant, i) = (oin, i + 1);
            }
            else if (arguments[i] == "--all")
            {
                all = true;
            }
            else if (CommandArguments.IsSetting(arguments[i]))
            {
                // The component has read it.
            }
            else if (id is null && Guid.TryParseExact(arguments[i], "D", out var letter))
            {
                id = letter;
            }
            else
            {
                fault = arguments[i] == "--tenant" ? "--tenant is followed by an OIN of 20 digits." : $"'{arguments[i]}' is not understood; an id is as list prints it.";
                return false;
            }
        }

        var wantsId = verb != "list" && !(verb == "replay" && all);
        if (wantsId != id is not null || (all && verb != "replay"))
        {
            fault = wantsId ? $"{verb} needs the id of one letter, as list prints it." : $"{verb} takes no id, and only replay takes --all.";
            return false;
        }

        parsed = new DeadLetterArguments(verb, tenant, id);
        return true;
    }
}
