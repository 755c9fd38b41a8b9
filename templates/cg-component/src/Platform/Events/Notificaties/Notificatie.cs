using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommonGround.Platform.Events.Notificaties;

/// <summary>A notification as the API takes it: references only (NOT-01, NOT-03).</summary>
/// <param name="Kanaal">The kanaal.</param>
/// <param name="HoofdObject">The address of the resource.</param>
/// <param name="Resource">What kind of resource: its collection.</param>
/// <param name="ResourceUrl">The address of the resource.</param>
/// <param name="Actie">What was done to it.</param>
/// <param name="Aanmaakdatum">The moment of the change.</param>
/// <param name="Kenmerken">What subscribers filter by; none, since it would have to say more than references.</param>
internal sealed record Notificatie(
    string Kanaal, Uri HoofdObject, string Resource, Uri ResourceUrl, string Actie, DateTimeOffset Aanmaakdatum, IReadOnlyDictionary<string, string> Kenmerken)
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <param name="cloudEvent">The event in its JSON format.</param>
    /// <param name="kanaal">The kanaal of its topic.</param>
    /// <param name="resources">Where callers find the resources.</param>
    public static Notificatie Of(string cloudEvent, string kanaal, Uri resources)
    {
        using var json = JsonDocument.Parse(cloudEvent);
        var subject = json.RootElement.GetProperty("subject").GetString()!;
        var address = new Uri($"{resources.ToString().TrimEnd('/')}/{subject}");
        return new Notificatie(
            kanaal, address, subject[..subject.IndexOf('/', StringComparison.Ordinal)], address,
            ActieOf(json.RootElement.GetProperty("type").GetString()!), json.RootElement.GetProperty("time").GetDateTimeOffset(), s_none);
    }

    // The words that subscribers of ZGW know; what else was decided goes by its own name.
    private static string ActieOf(string type) => type.Split('.')[^2] switch
    {
        "aangemaakt" => "create",
        "gewijzigd" => "update",
        "verwijderd" => "destroy",
        var other => other,
    };
}

/// <summary>How a notification is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notificatie))]
internal sealed partial class NotificatieJson : JsonSerializerContext;
