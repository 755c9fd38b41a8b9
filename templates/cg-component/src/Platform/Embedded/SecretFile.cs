using System.Security.Cryptography;
using System.Text.Json;
using CommonGround.Platform.BuildingBlocks;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Embedded;

/// <summary>
/// Secrets in a JSON file, in the form of Dapr's local file store with <c>multiValued</c> set, so that either can read the other's.
/// Where the file is absent it is made with one secret of one random key. It belongs to one machine and in no repository.
/// </summary>
internal sealed class SecretFile(IOptions<EmbeddedOptions> options) : ISecretStore
{
    private const int MostWaits = 250;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    private readonly string _file = options.Value.Secrets;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            return await FindAsync(name, cancellationToken);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new SecretStoreException($"The secret file '{_file}' cannot be made or read: {trouble.Message}", trouble);
        }
    }

    private async Task<Dictionary<string, string>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(_file))
        {
            await CreateAsync(cancellationToken);
        }

        using var secrets = await ReadAsync(cancellationToken);
        var values = secrets.RootElement.TryGetProperty(name, out var secret) ? Values(name, secret) : [];
        return values.Values.Any(value => value.Length > 0)
            ? values
            : throw new SecretMissingException($"The secret '{name}' is absent from '{_file}', or empty. Add it there.");
    }

    /// <summary>A single text stands for a secret with one key, its own name, as in Dapr.</summary>
    private Dictionary<string, string> Values(string name, JsonElement secret) => secret.ValueKind switch
    {
        JsonValueKind.String => new() { [name] = secret.GetString()! },
        JsonValueKind.Object when secret.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String) =>
            secret.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal),
        _ => throw Damaged($"the secret '{name}' is not an object of texts"),
    };

    private async Task<JsonDocument> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(_file);
            var secrets = await JsonDocument.ParseAsync(content, new() { AllowDuplicateProperties = false }, cancellationToken);
            return secrets.RootElement.ValueKind == JsonValueKind.Object ? secrets : throw Damaged("it is not a JSON object");
        }
        catch (JsonException broken)
        {
            // The parser's own text may repeat what it read.
            throw Damaged($"it is not JSON (line {broken.LineNumber + 1})");
        }
    }

    /// <summary>
    /// Of several processes that start at once one makes it: the one that gets the draft. The file appears whole under its name and is never
    /// replaced. <see cref="File.Move(string, string)"/> alone does not see to that: on Unix it looks first and then replaces.
    /// </summary>
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolderOf(_file);
        var draft = $"{_file}.new";
        for (var waits = 0; !File.Exists(_file); waits++)
        {
            if (TryOpenDraft(draft) is { } content)
            {
                await FillAsync(draft, content, cancellationToken);
                return;
            }

            if (waits == MostWaits)
            {
                throw new IOException($"'{draft}' is in the way: a process that made the secret file ended before it was done. Delete it and start again.");
            }

            await Task.Delay(Wait, cancellationToken);
        }
    }

    private FileStream? TryOpenDraft(string draft)
    {
        try
        {
            return PrivateFiles.Open(draft, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(draft) || File.Exists(_file))
        {
            return null;
        }
    }

    private async Task FillAsync(string draft, FileStream content, CancellationToken cancellationToken)
    {
        try
        {
            await using (content)
            {
                await WriteAsync(content, cancellationToken);
            }

            // Whoever had the draft before may have made the file; while the draft is ours nobody does.
            if (!File.Exists(_file))
            {
                File.Move(draft, _file);
            }
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private async Task WriteAsync(FileStream content, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(content, new() { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject(options.Value.NewSecret);
        json.WriteString("1", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        content.Flush(flushToDisk: true);
    }

    private SecretStoreException Damaged(string how) =>
        new($"The secret file '{_file}' is damaged: {how}. Repair it; without its keys stored personal data cannot be read. " +
            "Where nothing stored matters, move it away and a new one is made.");
}
