using CommonGround.Sidecar.Tests.Contracts.Documents;
using CommonGround.Sidecar.Tests.Contracts.Events;
using CommonGround.Sidecar.Tests.Contracts.Invocation;
using CommonGround.Sidecar.Tests.Contracts.Replicas;
using CommonGround.Sidecar.Tests.Contracts.Secrets;
using CommonGround.Sidecar.Tests.Contracts.State;

namespace CommonGround.Sidecar.Tests.Contracts.RealSidecar;

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarStateValues(RealSidecarPlace place) : StateValuesContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarStateConditions(RealSidecarPlace place) : StateConditionsContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarStateTransactions(RealSidecarPlace place) : StateTransactionsContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarStateTimeToLive(RealSidecarPlace place) : StateTimeToLiveContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarSecrets(RealSidecarPlace place) : SecretsContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarInvocation(RealSidecarPlace place) : InvocationContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarEvents(RealSidecarPlace place) : EventsContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarLists(RealSidecarPlace place) : ListsContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarSearches(RealSidecarPlace place) : SearchesContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarChanges(RealSidecarPlace place) : ChangesContract<RealSidecarPlace>(place);

[Trait("Category", "Sidecar")]
[Collection(SidecarVariables.Collection)]
public sealed class RealSidecarReplicas(RealSidecarPlace place) : ReplicasContract<RealSidecarPlace>(place);
