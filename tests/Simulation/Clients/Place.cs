using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;

namespace CommonGround.Simulation.Clients;

/// <summary>Where a document is.</summary>
internal readonly record struct Place(Oin Tenant, Collection<Thing> Collection, Guid Id)
{
    public string Key => StateKeys.Document(Tenant, Collection.Name, Id);

    public static string Prefix(Oin tenant, Collection<Thing> collection) => $"{tenant}/{collection.Name}/";
}
