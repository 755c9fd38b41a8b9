using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Contracts.StandIn;

/// <summary>As production is: PostgreSQL, and RabbitMQ.</summary>
public sealed class PostgreSqlPlace() : StandInPlace(StateStoreKind.PostgreSql, PubSubKind.RabbitMq);

/// <summary>As a developer's machine is: SQLite, and Redis for events.</summary>
public sealed class SqlitePlace() : StandInPlace(StateStoreKind.Sqlite, PubSubKind.Redis);

/// <summary>The third store that passes the trial.</summary>
public sealed class MySqlPlace() : StandInPlace(StateStoreKind.MySql, PubSubKind.Redis);
