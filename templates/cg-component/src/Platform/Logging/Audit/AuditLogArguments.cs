using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.Start;

namespace CommonGround.Platform.Logging.Audit;

/// <summary>What the command <c>audit-log</c> was asked for.</summary>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day, in UTC.</param>
/// <param name="Owner">Whose log: a tenant's, or <see cref="Oin.Organization"/> for what belongs to none.</param>
/// <param name="Trace">The only trace, as 32 hexadecimal digits, or <see langword="null"/>.</param>
internal sealed record AuditLogArguments(DateOnly From, DateOnly To, Oin Owner, string? Trace)
{
    public const string Usage = """
        dotnet run --project src/Component -- audit-log --from YYYY-MM-DD --to YYYY-MM-DD [--tenant OIN|organisatie] [--trace ID]
        Days are UTC, and both are included. organisatie is what belongs to no tenant.
        """;

    private const int TraceLength = 32;

    public bool Has(AuditLine line) =>
        DateOnly.FromDateTime(line.Time.UtcDateTime) is var day && day >= From && day <= To && (Trace is null || line.TraceId == Trace);

    /// <param name="arguments">What follows <c>audit-log</c>.</param>
    /// <param name="tenancy">Where there is one tenant only, it need not be named.</param>
    /// <param name="parsed">The arguments.</param>
    /// <param name="fault">What is wrong with them.</param>
    public static bool TryParse(
        IReadOnlyList<string> arguments, TenancyOptions tenancy, [NotNullWhen(true)] out AuditLogArguments? parsed, out string fault)
    {
        DateOnly? from = null;
        DateOnly? to = null;
        Oin? owner = tenancy.Mode == TenancyMode.Single ? Oin.Parse(tenancy.Oin!) : null;
        string? trace = null;
        (parsed, fault) = (null, "");
        for (var i = 0; i < arguments.Count && fault.Length == 0; i++)
        {
            var next = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--from":
                    fault = Set(Day(next), ref from, "--from is followed by a day, such as 2026-11-01.");
                    i++;
                    break;
                case "--to":
                    fault = Set(Day(next), ref to, "--to is followed by a day, such as 2026-11-30.");
                    i++;
                    break;
                case "--tenant":
                    fault = Set(OwnerOf(next), ref owner, $"--tenant is followed by an OIN of 20 digits, or by {Oin.Organization}.");
                    i++;
                    break;
                case "--trace":
                    trace = next.ToLowerInvariant();
                    fault = trace.Length == TraceLength && trace.All(char.IsAsciiHexDigit) ? "" : $"--trace is followed by {TraceLength} hexadecimal digits.";
                    i++;
                    break;
                case var other when !CommandArguments.IsSetting(other):
                    fault = $"'{other}' is not understood.";
                    break;
            }
        }

        fault = fault.Length > 0 ? fault
            : from is null || to is null ? "Say which days, with --from and --to."
            : from > to ? "The day of --from is after that of --to."
            : owner is null ? $"Say whose log, with --tenant: the component has several tenants ({TenancyOptions.Section}:Mode)."
            : "";
        parsed = fault.Length == 0 ? new AuditLogArguments(from!.Value, to!.Value, owner!.Value, trace) : null;
        return parsed is not null;
    }

    private static string Set<T>(T? value, ref T? argument, string fault)
        where T : struct
    {
        argument = value;
        return value is null ? fault : "";
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Oin? OwnerOf(string text) => text == Oin.Organization.ToString() ? Oin.Organization : Oin.TryParse(text, out var oin) ? oin : null;
}
