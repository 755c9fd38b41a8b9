using CommonGround.Sidecar.PubSub;
using CommonGround.Sidecar.State;

namespace CommonGround.Sidecar.Tests.Components;

/// <summary>The whole component beside the stand-in, with what a developer has behind it.</summary>
public sealed class SqliteComponentTests : ComponentContract
{
    private protected override ComponentHost NewHost() => new StandInHost(StateStoreKind.Sqlite, PubSubKind.Redis);
}
