using CommonGround.Platform.BuildingBlocks;

namespace CommonGround.Platform.Tests.Embedded;

public sealed class SecretFileTests : IDisposable
{
    private const string Name = "personal-data-keys";

    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_made_at_first_use_with_one_key_of_32_bytes()
    {
        var key = Assert.Single(await _folder.Secrets().GetAsync(Name, Cancellation));

        Assert.Equal("1", key.Key);
        Assert.Equal(32, Convert.FromBase64String(key.Value).Length);
    }

    [Fact]
    public async Task It_stays_as_it_was_made()
    {
        var first = await _folder.Secrets().GetAsync(Name, Cancellation);

        Assert.Equal(first, await _folder.Secrets().GetAsync(Name, Cancellation));
    }

    [Fact]
    public async Task Two_folders_get_different_keys()
    {
        using var other = new EmbeddedFolder();

        Assert.NotEqual(await _folder.Secrets().GetAsync(Name, Cancellation), await other.Secrets().GetAsync(Name, Cancellation));
    }

    [Fact]
    public async Task Many_that_make_it_at_once_agree_and_leave_no_draft()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _folder.Secrets().GetAsync(Name, Cancellation))));

        Assert.Single(made.Select(keys => keys["1"]).Distinct());
        Assert.Equal([_folder.SecretsFile], Directory.GetFiles(Path.GetDirectoryName(_folder.SecretsFile)!));
    }

    /// <summary>A race, so often: nobody may have a key that is not the file's.</summary>
    [Fact]
    public async Task Many_that_make_it_at_once_agree_every_time()
    {
        for (var round = 0; round < 200; round++)
        {
            using var folder = new EmbeddedFolder();
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => folder.Secrets().GetAsync(Name, Cancellation))));
            Assert.Single(made.Select(keys => keys["1"]).Distinct());
        }
    }

    [Fact]
    public async Task A_draft_that_was_left_behind_is_named()
    {
        Write("{}");
        File.Move(_folder.SecretsFile, $"{_folder.SecretsFile}.new");

        var left = await Assert.ThrowsAsync<SecretStoreException>(() => _folder.Secrets().GetAsync(Name, Cancellation));

        Assert.Contains($"'{_folder.SecretsFile}.new' is in the way", left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await _folder.Secrets().GetAsync(Name, Cancellation);

        Assert.Equal("UserRead, UserWrite", EmbeddedFolder.Mode(_folder.SecretsFile));
        Assert.Equal("UserExecute, UserRead, UserWrite", EmbeddedFolder.Mode(Path.GetDirectoryName(_folder.SecretsFile)!));
    }

    /// <summary>The answers that a sidecar with <c>multiValued</c> was seen to give for the same file.</summary>
    [Fact]
    public async Task It_is_read_as_dapr_reads_it()
    {
        Write("""{"pseudonym-key":"example-only","database":{"password":"example-only-2","user":"app"}}""");

        Assert.Equal(new Dictionary<string, string> { ["pseudonym-key"] = "example-only" }, await _folder.Secrets().GetAsync("pseudonym-key", Cancellation));
        Assert.Equal(
            new Dictionary<string, string> { ["password"] = "example-only-2", ["user"] = "app" },
            await _folder.Secrets().GetAsync("database", Cancellation));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Personal-Data-Keys":{"1":"x"}}""")]
    [InlineData("""{"personal-data-keys":{}}""")]
    [InlineData("""{"personal-data-keys":""}""")]
    [InlineData("""{"personal-data-keys":{"1":"","2":""}}""")]
    public async Task An_absent_or_empty_secret_is_missing_and_named(string content)
    {
        Write(content);

        var missing = await Assert.ThrowsAsync<SecretMissingException>(() => _folder.Secrets().GetAsync(Name, Cancellation));

        Assert.Contains($"'{Name}'", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_folder.SecretsFile}'", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("geheim")]
    [InlineData("[\"geheim\"]")]
    [InlineData("{\"personal-data-keys\":{\"1\":\"geheim\"")]
    [InlineData("{\"personal-data-keys\":{\"1\":{\"geheim\":1}}}")]
    [InlineData("{\"personal-data-keys\":[\"geheim\"]}")]
    [InlineData("{\"personal-data-keys\":{\"1\":\"geheim\"},\"personal-data-keys\":{}}")]
    [InlineData("{\"personal-data-keys\":{\"1\":\"geheim\",\"1\":\"geheim\"}}")]
    public async Task A_damaged_file_is_named_and_left_and_shows_nothing(string content)
    {
        Write(content);

        var damaged = await Assert.ThrowsAsync<SecretStoreException>(() => _folder.Secrets().GetAsync(Name, Cancellation));

        Assert.Contains($"'{_folder.SecretsFile}' is damaged", damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", damaged.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.SecretsFile, Cancellation));
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.SecretsFile)!);
        File.WriteAllText(_folder.SecretsFile, content);
    }
}
