using CommonGround.Sidecar.Tests.Contracts.Documents;
using CommonGround.Sidecar.Tests.Contracts.Events;
using CommonGround.Sidecar.Tests.Contracts.Invocation;
using CommonGround.Sidecar.Tests.Contracts.Replicas;
using CommonGround.Sidecar.Tests.Contracts.Secrets;
using CommonGround.Sidecar.Tests.Contracts.State;

namespace CommonGround.Sidecar.Tests.Contracts.StandIn;

public sealed class PostgreSqlStateValues(PostgreSqlPlace place) : StateValuesContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlStateConditions(PostgreSqlPlace place) : StateConditionsContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlStateTransactions(PostgreSqlPlace place) : StateTransactionsContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlStateTimeToLive(PostgreSqlPlace place) : StateTimeToLiveContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlStateRefusals(PostgreSqlPlace place) : StateRefusalsContract<PostgreSqlPlace>(place);

public sealed class SqliteStateValues(SqlitePlace place) : StateValuesContract<SqlitePlace>(place);

public sealed class SqliteStateConditions(SqlitePlace place) : StateConditionsContract<SqlitePlace>(place);

public sealed class SqliteStateTransactions(SqlitePlace place) : StateTransactionsContract<SqlitePlace>(place);

public sealed class SqliteStateTimeToLive(SqlitePlace place) : StateTimeToLiveContract<SqlitePlace>(place);

public sealed class MySqlStateValues(MySqlPlace place) : StateValuesContract<MySqlPlace>(place);

public sealed class MySqlStateConditions(MySqlPlace place) : StateConditionsContract<MySqlPlace>(place);

public sealed class MySqlStateTransactions(MySqlPlace place) : StateTransactionsContract<MySqlPlace>(place);

public sealed class MySqlStateTimeToLive(MySqlPlace place) : StateTimeToLiveContract<MySqlPlace>(place);

public sealed class StandInSecrets(PostgreSqlPlace place) : SecretsContract<PostgreSqlPlace>(place);

public sealed class StandInInvocation(PostgreSqlPlace place) : InvocationContract<PostgreSqlPlace>(place);

public sealed class RabbitMqEvents(PostgreSqlPlace place) : EventsContract<PostgreSqlPlace>(place);

public sealed class RedisEvents(SqlitePlace place) : EventsContract<SqlitePlace>(place);

public sealed class PostgreSqlLists(PostgreSqlPlace place) : ListsContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlSearches(PostgreSqlPlace place) : SearchesContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlChanges(PostgreSqlPlace place) : ChangesContract<PostgreSqlPlace>(place);

public sealed class PostgreSqlReplicas(PostgreSqlPlace place) : ReplicasContract<PostgreSqlPlace>(place);

public sealed class SqliteLists(SqlitePlace place) : ListsContract<SqlitePlace>(place);

public sealed class SqliteSearches(SqlitePlace place) : SearchesContract<SqlitePlace>(place);

public sealed class SqliteChanges(SqlitePlace place) : ChangesContract<SqlitePlace>(place);

public sealed class SqliteReplicas(SqlitePlace place) : ReplicasContract<SqlitePlace>(place);

public sealed class MySqlLists(MySqlPlace place) : ListsContract<MySqlPlace>(place);

public sealed class MySqlSearches(MySqlPlace place) : SearchesContract<MySqlPlace>(place);

public sealed class MySqlChanges(MySqlPlace place) : ChangesContract<MySqlPlace>(place);

public sealed class MySqlReplicas(MySqlPlace place) : ReplicasContract<MySqlPlace>(place);
