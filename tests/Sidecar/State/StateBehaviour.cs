namespace CommonGround.Sidecar.State;

/// <summary>In what one store differs from another. PostgreSQL is the rule; each of these was recorded.</summary>
internal sealed record StateBehaviour(string Type)
{
    public string Version { get; init; } = "v1";

    public string[] Capabilities { get; init; } = ["ETAG", "TRANSACTIONAL", "TTL", "KEYS_LIKE", "ACTOR"];

    /// <summary>A transaction is carried out whole or not at all; otherwise each operation stands for itself.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>Inside a transaction <c>first-write</c> without an etag refuses a key that exists; otherwise it overwrites it.</summary>
    public bool CreatesOnlyInTransactions { get; init; } = true;

    /// <summary>An etag on a key that is absent is refused.</summary>
    public bool MissesAbsentKeys { get; init; } = true;

    /// <summary>Objects come back with their members in order of the names.</summary>
    public bool SortsMembers { get; init; } = true;

    /// <summary>A bulk get answers what it found first, in order of the keys; otherwise as it was asked.</summary>
    public bool FoundFirst { get; init; } = true;

    /// <summary>GET says when a value expires, and a write without a time to live takes it away.</summary>
    public bool ShowsExpiry { get; init; } = true;

    /// <summary>The status of a single save of a key that exists, with <c>first-write</c> and no etag.</summary>
    public int TakenStatus { get; init; } = 409;

    /// <summary>Etags count the writes of a key; otherwise they are random.</summary>
    public bool CountsWrites { get; init; }

    /// <summary>An expired key is absent, and cannot be created until the store cleaned up.</summary>
    public bool ExpiredBlocksCreation { get; init; }

    /// <summary>The longest key with the app-id before it.</summary>
    public int LongestKey { get; init; } = int.MaxValue;

    /// <summary>What the store says when it cannot be reached.</summary>
    public string DownText { get; init; } = "dial tcp 127.0.0.1:6390: connect: connection refused";

    /// <summary>What the store says when its disk is full. This was not recorded: it is the database's own text, in an answer as of any other failure.</summary>
    public string FullText { get; init; } = "no space left on device";

    public static StateBehaviour Of(StateStoreKind kind) => kind switch
    {
        StateStoreKind.PostgreSql => new("state.postgresql")
        {
            Version = "v2",
            TakenStatus = 500,
            DownText = "failed to connect to `user=postgres database=postgres`: 127.0.0.1:5599 (127.0.0.1): dial error: " +
                "dial tcp 127.0.0.1:5599: connect: connection refused",
            FullText = "ERROR: could not extend file \"base/5/16390\": No space left on device (SQLSTATE 53100)",
        },
        StateStoreKind.Sqlite => new("state.sqlite") { FullText = "database or disk is full (13)" },
        StateStoreKind.MySql => new("state.mysql") { ExpiredBlocksCreation = true, LongestKey = 255 },
        StateStoreKind.InMemory => new("state.in-memory")
        {
            FoundFirst = false,
            Capabilities = ["ETAG", "TRANSACTIONAL", "TTL", "DELETE_WITH_PREFIX", "KEYS_LIKE", "ACTOR"],
        },
        StateStoreKind.Redis => new("state.redis")
        {
            Atomic = false,
            CreatesOnlyInTransactions = false,
            MissesAbsentKeys = false,
            SortsMembers = false,
            FoundFirst = false,
            ShowsExpiry = false,
            TakenStatus = 500,
            CountsWrites = true,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such store was recorded."),
    };
}
