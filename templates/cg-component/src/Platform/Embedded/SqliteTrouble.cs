using Microsoft.Data.Sqlite;

namespace CommonGround.Platform.Embedded;

/// <summary>Says in words what an error of SQLite means for the state file, and what to do.</summary>
internal static class SqliteTrouble
{
    // Result codes: https://www.sqlite.org/rescode.html
    private const int ReadOnly = 8;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static string Explain(SqliteException trouble, string path) => trouble.SqliteErrorCode switch
    {
        Busy or Locked => $"The state file '{path}' stayed locked. Close the program that holds it, or raise Embedded:LockWait.",
        Full => $"The disk with the state file '{path}' is full, or the file as large as Embedded:LargestFile allows. Make room, or raise it.",
        NotADatabase => $"The file '{path}' is not an SQLite database. Move it away, or set Embedded:File.",
        Corrupt => $"The state file '{path}' is damaged. Move it away; a new one is made, without the old data.",
        ReadOnly or CannotOpen => $"The state file '{path}' or its folder cannot be written. Give it to this user, or set Embedded:File.",
        _ => $"The state file '{path}' failed: {trouble.Message}",
    };
}
