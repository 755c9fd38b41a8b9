using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CommonGround.Tools.Faults;

/// <summary>What the state file says about the logs, read beside the component.</summary>
internal sealed class StateFile(string path)
{
    // Of an archived log the last number before the end stays, and the end (commit-log 11).
    private const int NumbersThatStay = 2;

    private const string Prefix = $"{Component.AppId}||_/";

    public async Task<Logs> ReadAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, CASE WHEN key = $registration THEN value END FROM state WHERE key >= $from AND key < $to";
        command.Parameters.AddWithValue("$registration", $"{Prefix}registration");
        command.Parameters.AddWithValue("$from", Prefix);
        command.Parameters.AddWithValue("$to", $"{Component.AppId}||_0");
        await using var rows = await command.ExecuteReaderAsync();

        var (registered, drained, numbers) = (0, 0, new Dictionary<string, int>());
        while (await rows.ReadAsync())
        {
            switch (rows.GetString(0)[Prefix.Length..].Split('/'))
            {
                case ["registration"]:
                    registered = JsonDocument.Parse(rows.GetString(1)).RootElement.GetProperty("logs").GetArrayLength();
                    break;
                case ["drained", var log] when log != "list":
                    drained++;
                    break;
                case [var log, var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    numbers[log] = numbers.GetValueOrDefault(log) + 1;
                    break;
            }
        }

        return new Logs(registered, drained, numbers.Values.Count(n => n > NumbersThatStay));
    }
}
