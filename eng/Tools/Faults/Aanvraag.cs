namespace CommonGround.Tools.Faults;

/// <summary>The sample's resource, as far as it matters here.</summary>
/// <param name="Onderwerp">The key of the change that made it so: no two are alike.</param>
/// <param name="Aanvrager">Who is found by a search.</param>
internal sealed record Aanvraag(string Onderwerp, Aanvrager Aanvrager)
{
    public Guid? Id { get; init; }

    /// <summary>What no handler of its events takes.</summary>
    public const string Poison = "afgehandeld";

    public string? Status { get; init; }

    public string GewensteDatum => "2027-03-15";

    public static Aanvraag Of(string key, string burgerservicenummer) => new(key, new Aanvrager(burgerservicenummer, "Suzanne Moulin"));
}
