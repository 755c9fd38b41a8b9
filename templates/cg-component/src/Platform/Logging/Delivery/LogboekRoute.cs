using CommonGround.Platform.Privacy;
using CommonGround.Platform.State.Lines;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>Whose processing lines one Logboek gets.</summary>
/// <param name="Tenant">The tenant whose own Logboek it is; none for that of all others.</param>
/// <param name="Others">The tenants that have a Logboek of their own, by OIN.</param>
internal sealed record LogboekRoute(Oin? Tenant, IReadOnlySet<string> Others)
{
    /// <summary>The name of its consumer, in the registration and in progress keys.</summary>
    public string Name => Tenant is { } tenant ? NameOf(tenant.ToString()) : "logboek";

    /// <summary>Whether a line that this replica writes goes there.</summary>
    public bool Takes(EntryLine line) =>
        line.Kind == LineKind.Processing && (Tenant is { } tenant ? line.Owner == tenant.ToString() : !Others.Contains(line.Owner));

    /// <summary>
    /// Whether a line of a log goes there. A log from before a tenant got a Logboek of its own does not name the consumer of that: what is left
    /// of it goes where it went until then.
    /// </summary>
    public bool Takes(EntryLine line, RegisteredLog log) =>
        Takes(line) || (Tenant is null && line.Kind == LineKind.Processing && !log.Consumers.Contains(NameOf(line.Owner)));

    private static string NameOf(string tenant) => $"logboek-{tenant}";
}
