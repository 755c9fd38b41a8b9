using CommonGround.Sidecar.Tests.Contracts.Documents;
using CommonGround.Sidecar.Tests.Contracts.Events;
using CommonGround.Sidecar.Tests.Contracts.Invocation;
using CommonGround.Sidecar.Tests.Contracts.Replicas;
using CommonGround.Sidecar.Tests.Contracts.Secrets;
using CommonGround.Sidecar.Tests.Contracts.State;

namespace CommonGround.Sidecar.Tests.Contracts.Embedded;

public sealed class EmbeddedStateValues(EmbeddedPlace place) : StateValuesContract<EmbeddedPlace>(place);

public sealed class EmbeddedStateConditions(EmbeddedPlace place) : StateConditionsContract<EmbeddedPlace>(place);

public sealed class EmbeddedStateTransactions(EmbeddedPlace place) : StateTransactionsContract<EmbeddedPlace>(place);

public sealed class EmbeddedStateTimeToLive(EmbeddedPlace place) : StateTimeToLiveContract<EmbeddedPlace>(place);

public sealed class EmbeddedStateRefusals(EmbeddedPlace place) : StateRefusalsContract<EmbeddedPlace>(place);

public sealed class EmbeddedSecrets(EmbeddedPlace place) : SecretsContract<EmbeddedPlace>(place);

public sealed class EmbeddedEvents(EmbeddedPlace place) : EventsContract<EmbeddedPlace>(place);

public sealed class EmbeddedInvocation(EmbeddedPlace place) : InvocationContract<EmbeddedPlace>(place);

public sealed class EmbeddedLists(EmbeddedPlace place) : ListsContract<EmbeddedPlace>(place);

public sealed class EmbeddedSearches(EmbeddedPlace place) : SearchesContract<EmbeddedPlace>(place);

public sealed class EmbeddedChanges(EmbeddedPlace place) : ChangesContract<EmbeddedPlace>(place);

public sealed class EmbeddedReplicas(EmbeddedPlace place) : ReplicasContract<EmbeddedPlace>(place);
