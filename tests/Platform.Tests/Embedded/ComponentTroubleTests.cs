using System.Net;
using System.Text;
using System.Text.Json;
using CommonGround.Platform.Tests.Api;
using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Tests.Embedded;

/// <summary>
/// A component whose state file is locked, or whose disk is full: callers and operators are told, nobody reads what cannot be
/// logged, and when it is over it goes on by itself with all that it acknowledged.
/// </summary>
public sealed class ComponentTroubleTests : IDisposable
{
    private const string NotDone = "Er is niets gewijzigd";
    private const string Unknown = "De uitkomst is nog niet bekend";

    private readonly EmbeddedFolder _folder = new();
    private readonly List<string> _acknowledged = [];
    private int _keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_locked_file()
    {
        await using var component = await EmbeddedComponent.StartAsync(_folder);
        Assert.Null(await CreateAsync(component, "eerst"));

        await using (var other = await ConnectAsync())
        {
            Run(other, "BEGIN EXCLUSIVE");
            await TroubleAsync(component, "stayed locked. Close the program that holds it");
        }

        await RecoveryAsync(component);
    }

    [Fact]
    public async Task A_full_disk()
    {
        const int Largest = 1024 * 1024;
        await using var component = await EmbeddedComponent.StartAsync(_folder, ("Embedded:LargestFile", $"{Largest}"));
        Assert.Null(await CreateAsync(component, "eerst"));

        // What else is on the disk. This connection has no limit, so it leaves no page.
        await using var other = await ConnectAsync();
        Run(other, $"CREATE TABLE other (bytes BLOB); INSERT INTO other VALUES (zeroblob({Largest}))");
        await TroubleAsync(component, "is full, or the file as large as Embedded:LargestFile allows. Make room");
        Run(other, "DROP TABLE other");

        await RecoveryAsync(component);
    }

    private async Task TroubleAsync(EmbeddedComponent component, string logged)
    {
        // A full file has room in its last pages: some are still acknowledged, and of some it is known that they are not done, until one
        // was sent of which nothing can be known: a change, or the log lines of one that was not done.
        for (string? told = null; told?.Contains(Unknown, StringComparison.Ordinal) != true && await IsReadyAsync(component);)
        {
            told = await CreateAsync(component, $"{_keys++}");
            Assert.True(told is null || told.Contains(Unknown, StringComparison.Ordinal) || told.Contains(NotDone, StringComparison.Ordinal), told);
        }

        // What comes after it is not sent.
        await EventuallyAsync(async () => (await component.Management.GetAsync("/health/ready", Cancel)).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Contains(NotDone, await CreateAsync(component, $"{_keys++}"), StringComparison.Ordinal);
        Assert.Contains(component.Log.Errors, line => line.Contains(logged, StringComparison.Ordinal) && line.Contains(_folder.StateFile, StringComparison.Ordinal));

        // A list is about persons, and no use of their data goes unlogged.
        using (var list = await component.Client.GetAsync("/v1/meldingen", Cancel))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
            Assert.Contains("kon niet worden vastgelegd", await list.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await component.Management.GetAsync("/health/live", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await component.Management.GetAsync("/health/ready", Cancel)).StatusCode);
    }

    private async Task RecoveryAsync(EmbeddedComponent component)
    {
        await EventuallyAsync(async () => (await component.Management.GetAsync("/health/ready", Cancel)).IsSuccessStatusCode);

        // The unknown one is repeated with its key; the other was not done and is not there.
        Assert.Null(await CreateAsync(component, $"{_keys - 2}"));
        Assert.Null(await CreateAsync(component, "later"));
        Assert.Equal(_acknowledged.Order(), await ListAsync(component));
    }

    private static async Task<bool> IsReadyAsync(EmbeddedComponent component) =>
        (await component.Management.GetAsync("/health/ready", Cancel)).IsSuccessStatusCode;

    /// <returns>Nothing where it was acknowledged, else the detail of the problem.</returns>
    private async Task<string?> CreateAsync(EmbeddedComponent component, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/meldingen");
        request.Content = new StringContent(Melding.Valid, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await component.Client.SendAsync(request, Cancel);
        var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(Cancel), default, Cancel);
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            _acknowledged.Add(body.RootElement.GetProperty("id").GetString()!);
            return null;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
        return body.RootElement.GetProperty("detail").GetString()!;
    }

    private static async Task<List<string>> ListAsync(EmbeddedComponent component)
    {
        var ids = new List<string>();
        for (var next = "/v1/meldingen?limit=100"; next is not null;)
        {
            using var answer = await component.Client.GetAsync(next, Cancel);
            using var page = await JsonDocument.ParseAsync(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancel), default, Cancel);
            ids.AddRange(page.RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        return ids;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={_folder.StateFile};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
