using System.Net;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api.Routing;

internal sealed class ProxyValidation : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var failures = options.KnownProxies
            .Where(address => !IPAddress.TryParse(address, out _))
            .Select(address => $"Proxy:KnownProxies has '{address}': write an IP address, such as 10.42.0.7.")
            .Concat(options.KnownNetworks
                .Where(network => !IPNetwork.TryParse(network, out _))
                .Select(network => $"Proxy:KnownNetworks has '{network}': write a network, such as 10.42.0.0/16."))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
