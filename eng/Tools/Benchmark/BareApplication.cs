using System.Runtime.InteropServices;

namespace CommonGround.Tools.Benchmark;

/// <summary>
/// <c>dotnet new webapi</c> with one resource written by hand on SQLite: no authentication, no rules, a commit per request.
/// Its writes wait for each other in the process: left to SQLite's own lock they would be slower.
/// </summary>
internal static class BareApplication
{
    private const string Program = """
        using Microsoft.Data.Sqlite;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOpenApi();
        var app = builder.Build();

        var source = $"Data Source={app.Configuration["Database"]}";
        using (var connection = new SqliteConnection(source))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "CREATE TABLE IF NOT EXISTS aanvragen (id TEXT PRIMARY KEY, onderwerp TEXT, datum TEXT, bsn TEXT, naam TEXT, toelichting TEXT)");
        }

        var writing = new SemaphoreSlim(1);

        app.MapGet("/", () => "");

        app.MapGet("/aanvragen/{id:guid}", (Guid id) =>
        {
            using var connection = new SqliteConnection(source);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT onderwerp, datum, bsn, naam, toelichting FROM aanvragen WHERE id = $id";
            command.Parameters.AddWithValue("$id", id.ToString());
            using var row = command.ExecuteReader();
            return row.Read()
                ? Results.Ok(new Aanvraag(id, row.GetString(0), DateOnly.Parse(row.GetString(1)), new Aanvrager(row.GetString(2), row.GetString(3)), row.GetString(4)))
                : Results.NotFound();
        });

        app.MapPost("/aanvragen", async (Aanvraag aanvraag) =>
        {
            var id = Guid.CreateVersion7();
            await writing.WaitAsync();
            try
            {
                using var connection = new SqliteConnection(source);
                connection.Open();
                Execute(connection, "PRAGMA synchronous = FULL");
                using var command = connection.CreateCommand();
                command.CommandText = "INSERT INTO aanvragen VALUES ($id, $onderwerp, $datum, $bsn, $naam, $toelichting)";
                command.Parameters.AddWithValue("$id", id.ToString());
                command.Parameters.AddWithValue("$onderwerp", aanvraag.Onderwerp);
                command.Parameters.AddWithValue("$datum", aanvraag.GewensteDatum.ToString("O"));
                command.Parameters.AddWithValue("$bsn", aanvraag.Aanvrager.Burgerservicenummer);
                command.Parameters.AddWithValue("$naam", aanvraag.Aanvrager.Naam);
                command.Parameters.AddWithValue("$toelichting", aanvraag.Toelichting);
                command.ExecuteNonQuery();
            }
            finally
            {
                writing.Release();
            }

            return Results.Created($"/aanvragen/{id}", aanvraag with { Id = id });
        });

        app.Run();

        static void Execute(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        record Aanvrager(string Burgerservicenummer, string Naam);
        record Aanvraag(Guid Id, string Onderwerp, DateOnly GewensteDatum, Aanvrager Aanvrager, string Toelichting);
        """;

    private const string Packages = """
          <ItemGroup>
            <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.14" />
            <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" Version="3.0.3" />
            <PackageReference Include="SQLitePCLRaw.core" Version="3.0.3" />
          </ItemGroup>

        """;

    public static async Task<Application> BuildAsync(string generated, string work) => new(
        "bare",
        await PublishAsync(generated, Program, Packages, Path.Combine(work, "bare")),
        "/",
        "/aanvragen",
        null,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Database"] = Path.Combine(work, "bare.db"),
        });

    /// <summary>Publishes a generated web API whose program is another one.</summary>
    /// <returns>Its assembly.</returns>
    public static async Task<string> PublishAsync(string generated, string program, string items, string published)
    {
        await File.WriteAllTextAsync(Path.Combine(generated, "Program.cs"), program);
        var project = Directory.GetFiles(generated, "*.csproj").Single();
        var text = await File.ReadAllTextAsync(project);
        await File.WriteAllTextAsync(project, text.Replace("</Project>", $"{items}</Project>", StringComparison.Ordinal));
        await Shell.RunAsync(generated, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", published);
        return Path.Combine(published, Path.GetFileNameWithoutExtension(project) + ".dll");
    }
}
