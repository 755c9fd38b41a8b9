using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The whole component beside the stand-in, with what production has behind it.</summary>
public sealed class PostgreSqlComponentTests : ComponentContract
{
    private protected override ComponentHost NewHost() => new StandInHost(StateStoreKind.PostgreSql, PubSubKind.RabbitMq);
}
