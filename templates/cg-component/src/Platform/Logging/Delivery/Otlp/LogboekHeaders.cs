using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>The headers that show a Logboek who calls, from the secret store. They are read anew for each call, so that they rotate.</summary>
/// <param name="secrets">The secret store.</param>
/// <param name="name">The name of the secret; none means no headers.</param>
internal sealed class LogboekHeaders(ISecretStore secrets, string? name)
{
    /// <summary>The name of the secret, where there is one.</summary>
    public string? Secret => string.IsNullOrWhiteSpace(name) ? null : name;

    /// <returns>The values of the secret by the names of their headers. One that has the name of the secret itself is <c>Authorization</c>.</returns>
    /// <exception cref="SecretMissingException">It is missing, or one of its names or values cannot be a header's.</exception>
    /// <exception cref="SecretStoreException">The store did not answer.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Secret is not { } secret)
        {
            return [];
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in await secrets.GetAsync(secret, cancellationToken))
        {
            var header = key == secret ? "Authorization" : key;
            if (!IsName(header) || value.Any(char.IsControl) || !value.All(char.IsAscii))
            {
                throw new SecretMissingException(
                    $"The value '{key}' of the secret '{secret}' cannot be sent to the Logboek: its name is to be that of a header, and its text of one line in ASCII.");
            }

            headers.Add(new(header, value));
        }

        return headers;
    }

    // What is said of the body is not for a secret to change.
    private static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("host", StringComparison.OrdinalIgnoreCase) && !name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase);
}
