using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>Refuses names and hashes that no outway knows, at start (FSC-08).</summary>
internal sealed partial class FscServiceOptionsValidator(string client, string section) : IValidateOptions<FscServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, FscServiceOptions options)
    {
        if (name != client)
        {
            return ValidateOptionsResult.Skip;
        }

        var errors = new List<string>();
        if (!IsAddress(options.Outway))
        {
            errors.Add(
                $"{section}:Outway is '{options.Outway}'. Set it, or {FscExtensions.Section}:Outway for all services, to the address of your " +
                "organization's outway, such as http://outway:8080, without query or user.");
        }

        if (!ServiceName().IsMatch(options.Service))
        {
            errors.Add($"{section}:Service is '{options.Service}'. A service's name has 1 to 100 letters, digits, hyphens, dots and underscores (FSC-08).");
        }

        if (options.GrantHash.Length > 0 && !Hash().IsMatch(options.GrantHash))
        {
            errors.Add($"{section}:GrantHash is not the hash of a grant, such as $1$1$ and base64url (FSC-08). Copy it from the contract, or leave it out.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    [GeneratedRegex(@"^[a-zA-Z0-9\-._]{1,100}\z")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^\$1\$[0-9]{1,3}\$[A-Za-z0-9_\-]{16,200}={0,2}\z")]
    private static partial Regex Hash();
}
