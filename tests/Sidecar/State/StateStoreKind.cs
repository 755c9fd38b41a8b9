namespace CommonGround.Sidecar.State;

/// <summary>The stores whose behaviour was recorded.</summary>
public enum StateStoreKind
{
    /// <summary><c>state.postgresql</c>, version 2.</summary>
    PostgreSql,

    /// <summary><c>state.sqlite</c>.</summary>
    Sqlite,

    /// <summary><c>state.mysql</c>, on MariaDB.</summary>
    MySql,

    /// <summary><c>state.in-memory</c>.</summary>
    InMemory,

    /// <summary><c>state.redis</c>: its transactions are not atomic.</summary>
    Redis,
}
