using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Invocation;

/// <summary>The names of clients, and that each is added once: twice would try each call again within each try.</summary>
internal static partial class ClientNames
{
    /// <summary>Under which the factory keeps a typed client: several may call the same component.</summary>
    public static string Of<TClient>(string name) => $"{name}:{typeof(TClient).FullName}";

    /// <param name="services">Where clients are added.</param>
    /// <param name="name">The app-id, or the name of the service.</param>
    /// <param name="client">Under which the factory keeps it.</param>
    /// <param name="section">Where its settings are.</param>
    /// <returns>Whether it is the first client of that name: the others share its settings and its breaker.</returns>
    /// <exception cref="ArgumentException">The name is no app-id, and so no host in an address; or it is taken.</exception>
    public static bool Add(IServiceCollection services, string name, string client, string section)
    {
        if (!AppId().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no name for a client. It has 1 to 63 lower-case letters, digits and hyphens, such as 'zaakregister'.", nameof(name));
        }

        var others = services.Select(service => service.ImplementationInstance).OfType<Added>().Where(other => other.Name == name).ToList();
        if (others.Exists(other => other.Client == client || other.Section != section))
        {
            throw new ArgumentException($"The client '{name}' is added twice. Add it once, with AddComponentClient or with AddFscClient.", nameof(name));
        }

        services.AddSingleton(new Added(name, client, section));
        return others.Count == 0;
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex AppId();

    private sealed record Added(string Name, string Client, string Section);
}
