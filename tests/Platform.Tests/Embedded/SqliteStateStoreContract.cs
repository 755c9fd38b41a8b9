using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Tests.BuildingBlocks;

namespace CommonGround.Platform.Tests.Embedded;

public sealed class SqliteStateStoreContract : StateStoreContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();
    private readonly ManualTime _time = new();

    public SqliteStateStoreContract() => Store = _folder.Store(time: _time);

    protected override IStateStore Store { get; }

    public void Dispose() => _folder.Dispose();

    protected override Task PassAsync(TimeSpan time)
    {
        _time.Pass(time);
        return Task.CompletedTask;
    }
}
